using System.Buffers.Binary;
using System.Net;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Crypto.Packet;
using Culvert.Esp;
using Culvert.Testing;

namespace Culvert.Fuzz;

/// <summary>
/// An inbound ESP SA. Gets genuine packets that were damaged on the way, which must not pass for authentic, and damaged
/// inner packets and trailers sealed with the right keys, which must not confuse it.
/// </summary>
internal sealed class EspTarget : ITarget, IDisposable
{
    private const uint Spi = 0xc0ffee01;
    private const int MaxFedToOne = 100_000;

    private static readonly IReadOnlyList<EspProposal> Suites = EspSuites.OfEachKind;

    private static readonly TrafficSelector[] Branch = Prefixes("10.60.0.0/16", "2001:db8:60::/48");
    private static readonly TrafficSelector[] Vpc = Prefixes("10.50.0.0/16", "2001:db8:50::/48");
    private static readonly byte[][] Inner = InnerPackets();

    private readonly Mutator _mutator;
    private readonly SeededEntropy _entropy;
    private readonly long[] _verdicts = new long[Enum.GetValues<PacketVerdict>().Length];
    private EspProposal _suite = Suites[0];
    private InboundSa? _sa;
    private IPacketSealer? _sealer;
    private uint _sequence;
    private int _fedToThis;
    private long _sealed;

    public EspTarget(ulong seed)
    {
        _mutator = new Mutator(seed);
        _entropy = new SeededEntropy(~seed);
    }

    public string Name => "ESP";

    public long Rebuilds { get; private set; }

    public string Last { get; private set; } = "";

    public ReadOnlyMemory<byte> LastBytes { get; private set; }

    public IEnumerable<KeyValuePair<string, long>> Counted =>
        [new("rightly-sealed", _sealed), .. Enum.GetValues<PacketVerdict>().Select(verdict => KeyValuePair.Create($"{verdict}", _verdicts[(int)verdict]))];

    public void FeedOne()
    {
        if (_sa is null || _fedToThis >= MaxFedToOne || _sequence > uint.MaxValue / 2) Rebuild();
        bool isSealed = _mutator.Next(3) > 0;
        byte[] packet = isSealed ? Sealed(DamagedPlaintext(), NextSequence()) : DamagedPacket(out isSealed);
        Feed(packet, isSealed);
    }

    public void Dispose()
    {
        _sa?.Dispose();
        _sealer?.Dispose();
    }

    private void Feed(byte[] packet, bool isSealed)
    {
        Last = $"{_suite}, {(isSealed ? "rightly sealed" : "damaged")}";
        LastBytes = packet.ToArray();
        _fedToThis++;
        if (isSealed) _sealed++;
        OpenedPacket opened = _sa!.Open(packet);
        _verdicts[(int)opened.Verdict]++;
        if (opened.IsAuthentic && !isSealed) throw new InvalidOperationException("a damaged packet passed for authentic");
        if (opened.Verdict != PacketVerdict.Accepted) return;
        ReadOnlySpan<byte> inner = packet.AsSpan(opened.Inner.Offset, opened.Inner.Length);
        if (inner.Length != opened.Header.Length || inner[0] >> 4 is not (4 or 6)) throw new InvalidOperationException("what was accepted is no IP packet");
    }

    private void Rebuild()
    {
        Dispose();
        _suite = Suites[(int)(Rebuilds++ % Suites.Count)];
        using var keys = new EspKeys(
            new Secret(_entropy.Bytes((_suite.KeyBits / 8) + _suite.Encryption.SaltLength())),
            new Secret(_entropy.Bytes(_suite.Integrity.KeyLength())));
        var nobody = new IPEndPoint(IPAddress.Loopback, 4500);
        _sa = new InboundSa(new EspSaParameters(Spi, _suite, keys, Vpc, Branch, nobody, nobody, true));
        _sealer = PacketCiphers.CreateSealer(_suite, keys);
        (_sequence, _fedToThis) = (0, 0);
    }

    /// <summary>An inner packet with its trailer, as the sender encrypts it, and then not quite.</summary>
    private byte[] DamagedPlaintext()
    {
        byte[] inner = Inner[_mutator.Next(Inner.Length)];
        if (_mutator.Next(8) > 0) inner = _mutator.Mutate(inner);
        byte[] plaintext = Padded(inner);
        return _mutator.Next(4) > 0 ? plaintext : Aligned(_mutator.Mutate(plaintext));
    }

    private byte[] DamagedPacket(out bool isSealed)
    {
        byte[] genuine = Sealed(Padded(Inner[_mutator.Next(Inner.Length)]), NextSequence());
        byte[] packet = _mutator.Mutate(genuine, keep: _mutator.Next(2) * EspLayout.HeaderLength);
        // The SPI is how the SA was found, and the number may be damaged into the one that was sealed.
        isSealed = packet.AsSpan().SequenceEqual(genuine);
        return packet;
    }

    private byte[] Sealed(ReadOnlySpan<byte> plaintext, uint sequence)
    {
        int payload = EspLayout.HeaderLength + _suite.Encryption.IvLength();
        byte[] packet = new byte[payload + plaintext.Length + _suite.IcvLength];
        BinaryPrimitives.WriteUInt32BigEndian(packet, Spi);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(EspLayout.SequenceOffset), sequence);
        _entropy.Fill(packet.AsSpan(EspLayout.HeaderLength, _suite.Encryption.IvLength()));
        plaintext.CopyTo(packet.AsSpan(payload));
        if (!_sealer!.Seal(packet, sequenceHigh: 0)) throw new InvalidOperationException("the sealer does not take this length");
        return packet;
    }

    // Mostly in order, sometimes around the replay window, seldom far ahead: what is behind then is lost.
    private uint NextSequence() => _mutator.Next(64) switch
    {
        0 => _sequence += (uint)_mutator.Next(3000),
        1 or 2 or 3 => (uint)Math.Max(0, _sequence - _mutator.Next(3000)),
        4 when _mutator.Next(200) == 0 => _sequence = uint.MaxValue - (uint)_mutator.Next(3),
        _ => ++_sequence,
    };

    private byte[] Padded(ReadOnlySpan<byte> inner)
    {
        int block = _suite.Encryption.BlockLength();
        int length = (inner.Length + EspLayout.TrailerLength + block - 1) / block * block;
        byte[] plaintext = new byte[length];
        inner.CopyTo(plaintext);
        int padding = length - inner.Length - EspLayout.TrailerLength;
        for (int i = 0; i < padding; i++) plaintext[inner.Length + i] = (byte)(i + 1);
        plaintext[^2] = (byte)padding;
        plaintext[^1] = (byte)(inner.Length > 0 && inner[0] >> 4 == 6 ? 41 : _mutator.Next(32) == 0 ? 59 : 4);
        return plaintext;
    }

    private byte[] Aligned(byte[] plaintext)
    {
        int block = _suite.Encryption.BlockLength();
        Array.Resize(ref plaintext, Math.Max(block, (plaintext.Length + block - 1) / block * block));
        return plaintext;
    }

    private static byte[][] InnerPackets()
    {
        byte[] tcp = InnerPacket.Tcp(InnerPacket.Local4, InnerPacket.Remote4, 1, new byte[90], options: [2, 4, 5, 180]);
        byte[] back = InnerPacket.Udp(InnerPacket.Remote4, InnerPacket.Local4, new byte[40]);
        byte[] back6 = InnerPacket.Udp(InnerPacket.Remote6, InnerPacket.Local6, new byte[40]);
        return
        [
            tcp,
            InnerPacket.Udp(InnerPacket.Local4, InnerPacket.Remote4, new byte[33]),
            InnerPacket.Icmp(InnerPacket.Local4, InnerPacket.Remote4, 8, 0, [1, 2, 3]),
            InnerPacket.Icmp(IPAddress.Parse("203.0.113.1"), InnerPacket.Remote4, 3, 4, back),
            InnerPacket.Tcp(InnerPacket.Local6, InnerPacket.Remote6, 1, new byte[20]),
            InnerPacket.Icmp(IPAddress.Parse("2001:db8:1::1"), InnerPacket.Remote6, 2, 0, back6),
            // Hop-by-hop options, then a fragment header, then UDP.
            InnerPacket.Wrap(InnerPacket.Local6, InnerPacket.Remote6, 0, [44, 0, 1, 4, 0, 0, 0, 0, 17, 0, 0, 1, 0, 0, 0, 9, .. back6[40..]], -1, 1),
            [.. tcp, .. new byte[50]],
        ];
    }

    private static TrafficSelector[] Prefixes(params string[] prefixes) =>
        [.. prefixes.Select(prefix => TrafficSelector.FromPrefix(IpPrefix.Parse(prefix)))];
}
