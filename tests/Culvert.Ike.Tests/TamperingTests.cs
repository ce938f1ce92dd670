using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

/// <summary>Protected messages that somebody changed on their way arrive before the real ones: counted, and of no effect.</summary>
public class TamperingTests
{
    public static TheoryData<string, string, bool, bool> Exchanges
    {
        get
        {
            var data = new TheoryData<string, string, bool, bool>();
            foreach (string suite in (string[])["aes128-sha1-modp1024", "aes128gcm16-prfsha256-ecp256"])
            {
                foreach (string what in (string[])["auth", "child", "ike", "alive", "delete"])
                {
                    foreach (bool fromLeft in (bool[])[true, false])
                    {
                        data.Add(suite, what, fromLeft, true);
                        data.Add(suite, what, fromLeft, false);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public void The_exchange_completes_with_the_real_message(string suite, string what, bool leftInitiates, bool request)
    {
        var pair = new IkePair(ike: suite, esp: "aes128-sha1-modp1024");
        IkeHost initiator = leftInitiates ? pair.Left : pair.Right;
        IkeHost receiver = leftInitiates == request ? pair.Right : pair.Left;
        if (what != "auth")
        {
            pair.Connect();
            pair.RunFor(1);
        }

        uint child = initiator.Outbound()?.InboundSpi ?? 0;
        ulong ike = initiator.Endpoint.GetStatus("t")?.InitiatorSpi ?? 0;
        int heard = initiator.EventsOf<IkeEvent.PeerAnswered>().Count();
        int forgeries = TamperWithNext(pair, sender: receiver == pair.Left ? "right" : "left", request);
        Begin(pair, initiator, what);
        Assert.True(pair.RunUntil(() => IsDone(pair, initiator, what, child, ike, heard), TimeSpan.FromSeconds(0.4)), "it did not complete without a retransmission");
        Assert.Equal(forgeries, receiver.Endpoint.Counters.Forged.Value);
        Assert.Equal(forgeries, pair.Left.Endpoint.Counters.Forged.Value + pair.Right.Endpoint.Counters.Forged.Value);
    }

    // Every octet of the integrity check value, of the IV, and of what is between.
    private static int TamperWithNext(IkePair pair, string sender, bool request)
    {
        const int AfterTheHeaders = 32;
        const int Forgeries = 24;
        bool done = false;
        pair.Link.Drops = message =>
        {
            if (done || message.Exchange == "IKE_SA_INIT" || message.Sender != sender || message.IsRequest != request) return false;
            done = true;
            int step = Math.Max(1, (message.Bytes.Length - AfterTheHeaders) / Forgeries);
            for (int i = 0; i < Forgeries; i++)
            {
                byte[] bytes = message.Bytes.ToArray();
                bytes[^(1 + (i * step))] ^= 0x10;
                pair.Link.Inject(message.At, message.Datagram with { Bytes = bytes });
            }

            return false;
        };
        return Forgeries;
    }

    private static void Begin(IkePair pair, IkeHost initiator, string what)
    {
        if (what == "auth") pair.Start(initiator == pair.Left);
        else pair.Command(initiator, what switch
        {
            "child" => new IkeCommand.RekeyChild("t"),
            "ike" => new IkeCommand.RekeyIke("t"),
            "alive" => new IkeCommand.Probe("t"),
            _ => new IkeCommand.Terminate("t"),
        });
    }

    private static bool IsDone(IkePair pair, IkeHost initiator, string what, uint child, ulong ike, int heard) => what switch
    {
        "auth" => pair.IsUp,
        "child" => pair.IsUp && initiator.Outbound()!.InboundSpi != child && pair.Left.Installed.Count == 2,
        "ike" => pair.IsUp && pair.Left.Endpoint.GetStatus("t")!.InitiatorSpi != ike && pair.Right.Endpoint.GetStatus("t")!.InitiatorSpi != ike,
        "alive" => initiator.EventsOf<IkeEvent.PeerAnswered>().Count() > heard,
        _ => pair.Left.Endpoint.GetStatus("t") is null && pair.Right.Endpoint.GetStatus("t") is null && !initiator.Endpoint.HasSa("t"),
    };
}
