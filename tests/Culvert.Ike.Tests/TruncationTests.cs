using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

/// <summary>Every message of a whole life, cut at every length, arrives before the message itself.</summary>
public class TruncationTests
{
    [Theory]
    [InlineData(false, "aes128-sha1-modp1024")]
    [InlineData(true, "aes128-sha1-modp1024")]
    [InlineData(true, "aes128gcm16-prfsha256-ecp256")]
    public void Nothing_that_is_cut_off_is_believed_and_every_piece_is_counted(bool headerAgrees, string suite)
    {
        var pair = new IkePair(ike: suite);
        long pieces = 0;
        pair.Link.Drops = message =>
        {
            for (int length = 0; length < message.Bytes.Length; length++, pieces++) pair.Link.Inject(message.At, Cut(message, length, headerAgrees));
            return false;
        };

        pair.Connect();
        pair.RunFor(1);
        uint child = pair.Left.Outbound()!.InboundSpi;
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(1);
        Assert.NotEqual(child, pair.Left.Outbound()!.InboundSpi);
        ulong ike = pair.Left.Endpoint.GetStatus("t")!.InitiatorSpi;
        pair.Command(pair.Right, new IkeCommand.RekeyIke("t"));
        pair.RunFor(1);
        Assert.NotEqual(ike, pair.Left.Endpoint.GetStatus("t")!.InitiatorSpi);
        pair.Command(pair.Left, new IkeCommand.Terminate("t"));
        pair.RunFor(1);
        Assert.Null(pair.Right.Endpoint.GetStatus("t"));

        Assert.Equal(0, pair.Left.Endpoint.Counters.Retransmitted.Value + pair.Right.Endpoint.Counters.Retransmitted.Value);
        Assert.Equal(pieces, Dropped(pair.Left) + Dropped(pair.Right));
        Assert.Equal(14, pair.Link.Sent.Count);
    }

    private static Datagram Cut(WireMessage message, int length, bool headerAgrees)
    {
        byte[] bytes = message.Bytes[..length].ToArray();
        if (headerAgrees && length >= 28) BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(24), (uint)length);
        if (headerAgrees && length >= 32 && message.Exchange != "IKE_SA_INIT") BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(30), (ushort)(length - 28));
        return message.Datagram with { Bytes = bytes };
    }

    private static long Dropped(IkeHost host) => host.Endpoint.Counters.Drops.Sum(counter => counter.Value);
}
