using Culvert.Control;
using Culvert.Core;
using Culvert.Gateway.Tests.Packets;
using Culvert.Hal.Simulated.Packets;

namespace Culvert.Gateway.Tests.Loop;

/// <summary>A branch that calls and a far side that answers, on virtual time.</summary>
internal sealed class BoxPair : IDisposable
{
    public const string Secret = "hanna_tunnel1";

    private const byte IkeSaInit = 34;

    public BoxPair()
    {
        Branch = new Box(Wire, Clock, "192.0.2.1", "10.60.1.1", seed: 1);
        Far = new Box(Wire, Clock, "192.0.2.2", "10.50.1.1", seed: 100);
        Far.Write(Config("Tunnel1", "respond", "192.0.2.1", "10.50.0.0/16", "10.60.0.0/16"), Secrets("Tunnel1"));
        Branch.Write(BranchConfig, Secrets("Tunnel1"));
    }

    public static string BranchConfig { get; } = Config("Tunnel1", "initiate", "192.0.2.2", "10.60.0.0/16", "10.50.0.0/16");

    public TestClock Clock { get; } = new();

    public SimulatedWire Wire { get; } = new();

    public Box Branch { get; }

    public Box Far { get; }

    /// <summary>IKE_SA_INIT requests so far, retransmissions included: their responder's SPI is still zero.</summary>
    public int InitsSent => Wire.Sent.Count(datagram => datagram is [_, _, _, _, _, _, _, _, 0, 0, 0, 0, 0, 0, 0, 0, _, _, IkeSaInit, ..]);

    public BoxPair BringUp()
    {
        Assert.Equal(0, Far.Ask("reload").Exit);
        Assert.Equal(0, Branch.Ask("reload").Exit);
        RunUntil(() => Branch.Tunnel(Clock.Now).State == TunnelState.Up && Far.Tunnel(Clock.Now).State == TunnelState.Up);
        return this;
    }

    /// <summary>Lets everything happen, jumping from deadline to deadline.</summary>
    public void RunUntil(Func<bool> done, double limitSeconds = 60)
    {
        Instant end = Clock.Now + TimeSpan.FromSeconds(limitSeconds);
        Settle();
        while (!done())
        {
            // Reading a log ends it.
            if (Clock.Now >= end) Assert.Fail($"not within {limitSeconds} s\n{Branch.Log}\n{Far.Log}");
            Instant next = Deadline.Earliest(Branch.NextDeadline, Far.NextDeadline).When;
            Clock.Now = Instant.Max(Clock.Now, next);
            Branch.Tick(Clock.Now);
            Far.Tick(Clock.Now);
            Settle();
        }
    }

    public void RunFor(double seconds)
    {
        Instant end = Clock.Now + TimeSpan.FromSeconds(seconds);
        RunUntil(() => Clock.Now >= end, seconds + 10);
    }

    public static string Config(string tunnel, string start, string peer, string local, string remote) => $$"""
        { "connections": { "site": {
            "localNetworks": ["{{local}}"], "remoteNetworks": ["{{remote}}"],
            "ike": { "version": 2, "proposals": ["aes128-sha1-modp1024"] },
            "esp": { "proposals": ["aes128-sha1"] },
            "tunnels": { "{{tunnel}}": { "start": "{{start}}", "remote": { "address": "{{peer}}" } } } } } }
        """;

    public static string Secrets(params string[] tunnels) =>
        $$"""{ "connections": { "site": { "tunnels": { {{string.Join(", ", tunnels.Select(tunnel => $$"""
            "{{tunnel}}": { "preSharedKey": "{{Secret}}" }
            """))}} } } } }""";

    public void Dispose()
    {
        Branch.Dispose();
        Far.Dispose();
    }

    private void Settle()
    {
        while (Branch.Turn() | Far.Turn())
        {
        }
    }
}
