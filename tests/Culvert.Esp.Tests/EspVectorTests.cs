using Culvert.Core;
using Culvert.Crypto;
using Culvert.Crypto.Packet;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Esp.Tests;

/// <summary>The independently made packets, through the whole inbound SA.</summary>
public sealed class EspVectorTests
{
    private static readonly TrafficSelector[] Anything = [.. SaPair.Prefixes("0.0.0.0/0", "::/0")];
    private static readonly AeadProvider[] Providers = [.. new[] { AeadProvider.LibCrypto, AeadProvider.Processor }.OfType<AeadProvider>()];

    public static TheoryData<EspVector> Vectors => [.. EspVector.Matrix().Where(vector => vector.Suite is not null)];

    public static TheoryData<EspVector> Extended => [.. EspVector.Matrix().Where(vector => vector is { Suite: not null, SequenceHigh: not null })];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_packet_gets_the_verdict_that_it_must_get(EspVector vector)
    {
        foreach (AeadProvider provider in Providers) Check(vector, provider);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_packet_that_is_not_authentic_does_not_advance_the_window(EspVector vector)
    {
        byte[] forged = [.. vector.Packet];
        if (vector.Authentic) forged[^1] ^= 1;
        using EspKeys keys = vector.Keys();
        using var sa = new InboundSa(SaPair.Parameters(vector.Suite!, keys, Anything, Anything, replayWindow: 64));
        Assert.Equal(PacketVerdict.Integrity, sa.Open(forged).Verdict);
        // Far left of the forged number, and the number itself.
        Assert.Equal(PacketVerdict.Accepted, sa.Open(Seal(vector, 1)).Verdict);
        Assert.Equal(PacketVerdict.Accepted, sa.Open(Seal(vector, vector.Sequence)).Verdict);
    }

    [Theory]
    [MemberData(nameof(Extended))]
    public void With_extended_numbers_the_verdict_hangs_on_the_kind_of_sa_and_its_high_half(EspVector vector)
    {
        using EspKeys keys = vector.Keys();
        using var plain = new InboundSa(SaPair.Parameters(vector.Suite! with { ExtendedSequenceNumbers = false }, keys, Anything, Anything));
        Assert.Equal(PacketVerdict.Integrity, plain.Open([.. vector.Packet]).Verdict);
        using var young = new InboundSa(SaPair.Parameters(vector.Suite!, keys, Anything, Anything));
        Assert.Equal(PacketVerdict.Integrity, young.Open([.. vector.Packet]).Verdict);
    }

    private static void Check(EspVector vector, AeadProvider provider)
    {
        using EspKeys keys = vector.Keys();
        using var sa = new InboundSa(SaPair.Parameters(vector.Suite!, keys, Anything, Anything), provider);
        // An SA learns the high half by counting: up to the last number before its turn.
        if (vector.SequenceHigh is { } high) Assert.Equal(PacketVerdict.Accepted, sa.Open(Seal(vector, ((ulong)high << 32) - 1)).Verdict);
        byte[] packet = [.. vector.Packet];
        OpenedPacket opened = sa.Open(packet);
        Assert.Equal(vector.Authentic ? PacketVerdict.Accepted : PacketVerdict.Integrity, opened.Verdict);
        if (vector.Authentic)
        {
            Assert.Equal(vector.Inner, packet.AsSpan(opened.Inner.Offset, opened.Inner.Length).ToArray());
            Assert.Equal(PacketVerdict.Replay, sa.Open([.. vector.Packet]).Verdict);
        }
    }

    /// <summary>A packet of the vector's SA with a number of our choice.</summary>
    private static byte[] Seal(EspVector vector, ulong sequence)
    {
        using EspKeys keys = vector.Keys();
        using var sa = new OutboundSa(SaPair.Parameters(vector.Suite!, keys, Anything, Anything), new SeededEntropy(1), sequence - 1);
        byte[] inner = Udp(Local4, Remote4, [1]);
        byte[] packet = new byte[sa.SealedLength(inner.Length)];
        inner.CopyTo(packet, sa.InnerOffset);
        Assert.True(sa.TrySeal(packet, inner.Length, 4));
        return packet;
    }
}
