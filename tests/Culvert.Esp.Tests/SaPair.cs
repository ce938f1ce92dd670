using System.Net;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Testing;

namespace Culvert.Esp.Tests;

/// <summary>An outbound SA and the inbound SA at its other end.</summary>
internal sealed class SaPair : IDisposable
{
    public static readonly EspProposal CbcSha1 = new(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96);
    public static readonly EspProposal CbcSha256 = new(EncryptionAlgorithm.AesCbc, 256, IntegrityAlgorithm.HmacSha2_256_128);
    public static readonly EspProposal Gcm = new(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None);

    private static readonly TrafficSelector[] Branch = [.. Prefixes("10.60.0.0/16", "2001:db8:60::/48")];
    private static readonly TrafficSelector[] Vpc = [.. Prefixes("10.50.0.0/16", "2001:db8:50::/48")];

    public SaPair(EspProposal suite, ulong lastSequence = 0, TrafficLimits limits = default)
    {
        using EspKeys keys = Keys(suite);
        Out = new OutboundSa(Parameters(suite, keys, Branch, Vpc) with { Limits = limits }, new SeededEntropy(2), lastSequence);
        In = new InboundSa(Parameters(suite, keys, Vpc, Branch) with { Limits = limits });
    }

    public OutboundSa Out { get; }

    public InboundSa In { get; }

    public static EspKeys Keys(EspProposal suite)
    {
        var entropy = new SeededEntropy(1);
        return new EspKeys(
            new Secret(entropy.Bytes((suite.KeyBits / 8) + suite.Encryption.SaltLength())),
            new Secret(entropy.Bytes(suite.Integrity.KeyLength())));
    }

    public static IEnumerable<TrafficSelector> Prefixes(params string[] prefixes) =>
        prefixes.Select(prefix => TrafficSelector.FromPrefix(IpPrefix.Parse(prefix)));

    public static EspSaParameters Parameters(
        EspProposal suite, EspKeys keys, IReadOnlyList<TrafficSelector> local, IReadOnlyList<TrafficSelector> remote, int replayWindow = 1024) => new(
        0xc0ffee01, suite, keys, local, remote, new IPEndPoint(IPAddress.Loopback, 4500), new IPEndPoint(IPAddress.Loopback, 4500), true, replayWindow);

    /// <summary>Seals an inner packet as the packet path does.</summary>
    public byte[] Seal(ReadOnlySpan<byte> inner)
    {
        byte[] packet = new byte[Out.SealedLength(inner.Length)];
        inner.CopyTo(packet.AsSpan(Out.InnerOffset));
        Assert.True(Out.TrySeal(packet, inner.Length, inner[0] >> 4 == 4 ? (byte)4 : (byte)41));
        return packet;
    }

    public void Dispose()
    {
        Out.Dispose();
        In.Dispose();
    }
}
