using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Crypto.Packet;

namespace Culvert.Esp;

/// <summary>
/// One outbound ESP SA in tunnel mode. One thread owns it, and others may only <see cref="Seal"/>; whoever made it disposes it
/// when all of them are through with it.
/// </summary>
public sealed class OutboundSa : IDisposable
{
    // 1, 2, 3 … (RFC 4303 section 2.4); the longest padding is one octet short of a cipher block.
    private static ReadOnlySpan<byte> Padding => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private readonly IPacketSealer[] _sealers;
    private readonly IIvSource _ivs;
    private readonly TrafficMeter _meter;
    private readonly int _ivLength;
    private readonly int _icvLength;
    private readonly int _alignment;
    private readonly ulong _largestSequence;
    private readonly ulong _softLimit;
    private ulong _sequence;

    /// <summary>Copies what it needs of the keys; the caller still disposes them.</summary>
    /// <param name="lastSequence">The number last used; 0 for every new SA.</param>
    /// <param name="aead">Computes AEAD ciphers; null: libcrypto.</param>
    /// <param name="threads">How many may compute its cipher; each has a context of its own.</param>
    public OutboundSa(EspSaParameters parameters, IEntropy entropy, ulong lastSequence = 0, AeadProvider? aead = null, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        EspProposal suite = parameters.Suite;
        Spi = parameters.Spi;
        Selectors = new SelectorPolicy(parameters.LocalSelectors, parameters.RemoteSelectors);
        _sealers = [.. Enumerable.Range(0, threads).Select(_ => PacketCiphers.CreateSealer(suite, parameters.Keys, aead))];
        _ivs = PacketCiphers.CreateIvSource(suite, entropy);
        _ivLength = suite.Encryption.IvLength();
        _icvLength = suite.IcvLength;
        _alignment = suite.Encryption.BlockLength();
        _meter = new TrafficMeter(parameters.Limits);
        _sequence = lastSequence;
        _largestSequence = suite.ExtendedSequenceNumbers ? ulong.MaxValue : uint.MaxValue;
        // At a million packets a second the last quarter of 32 bits still leaves 17 minutes for a rekey.
        _softLimit = _largestSequence - (_largestSequence / 4);
    }

    public uint Spi { get; }

    public SelectorPolicy Selectors { get; }

    /// <summary>Threads beside its owner may compute its cipher.</summary>
    public bool IsShared => _sealers.Length > 1;

    /// <summary>Where the inner packet goes in the ESP packet, in octets.</summary>
    public int InnerOffset => EspLayout.HeaderLength + _ivLength;

    /// <summary>
    /// Of its sequence numbers, which never wrap (RFC 4303 section 3.3.3), or of its limits, whichever is further. Once
    /// spent, nothing more is sealed.
    /// </summary>
    public SaWear Wear =>
        _sequence == _largestSequence ? SaWear.Spent
        : _sequence >= _softLimit && _meter.Wear == SaWear.Fresh ? SaWear.Worn
        : _meter.Wear;

    /// <summary>What it has carried.</summary>
    public TrafficMeter Traffic => _meter;

    /// <summary>Length of the ESP packet around an inner packet of this length, in octets.</summary>
    public int SealedLength(int innerLength) => InnerOffset + PlaintextLength(innerLength) + _icvLength;

    /// <summary>The largest inner packet whose ESP packet fits an outer MTU.</summary>
    public int LargestInner(int outerMtu, bool udpEncapsulated, bool outerIPv6) =>
        EspMtu.Inner(_ivLength, _icvLength, _alignment, udpEncapsulated, outerMtu, outerIPv6);

    /// <summary>Makes an ESP packet of the inner packet that lies at <see cref="InnerOffset"/> (RFC 4303 section 3.3).</summary>
    /// <param name="packet">Exactly <see cref="SealedLength"/> octets.</param>
    /// <param name="nextHeader">What the inner packet is: 4 or 41.</param>
    /// <returns>False when nothing may be sent any more.</returns>
    public bool TrySeal(Span<byte> packet, int innerLength, byte nextHeader) =>
        TryPrepare(packet, innerLength, nextHeader, out ulong sequence) && Seal(packet, sequence);

    /// <summary>The first half of <see cref="TrySeal"/>, its owner's: everything but the cipher.</summary>
    /// <param name="sequence">The packet's number, which follows that of the last packet.</param>
    /// <inheritdoc cref="TrySeal"/>
    public bool TryPrepare(Span<byte> packet, int innerLength, byte nextHeader, out ulong sequence)
    {
        sequence = _sequence + 1;
        if (Wear == SaWear.Spent || !_ivs.TryWrite(packet.Slice(EspLayout.HeaderLength, _ivLength), sequence)) return false;
        _sequence = sequence;
        _meter.Count(innerLength);
        BinaryPrimitives.WriteUInt32BigEndian(packet, Spi);
        BinaryPrimitives.WriteUInt32BigEndian(packet[EspLayout.SequenceOffset..], (uint)sequence);
        WriteTrailer(packet[(InnerOffset + innerLength)..^_icvLength], nextHeader);
        return true;
    }

    /// <summary>The second half: encrypts and authenticates a prepared packet.</summary>
    /// <param name="thread">0: the owner; the others count on from there. Each at most one packet at a time.</param>
    /// <returns>False when the library refused: the packet must not be sent.</returns>
    public bool Seal(Span<byte> packet, ulong sequence, int thread = 0) => _sealers[thread].Seal(packet, (uint)(sequence >> 32));

    public void Dispose()
    {
        foreach (IPacketSealer sealer in _sealers) sealer.Dispose();
        _ivs.Dispose();
    }

    private static void WriteTrailer(Span<byte> trailer, byte nextHeader)
    {
        int padding = trailer.Length - EspLayout.TrailerLength;
        Padding[..padding].CopyTo(trailer);
        trailer[^2] = (byte)padding;
        trailer[^1] = nextHeader;
    }

    private int PlaintextLength(int innerLength) =>
        (innerLength + EspLayout.TrailerLength + _alignment - 1) / _alignment * _alignment;
}
