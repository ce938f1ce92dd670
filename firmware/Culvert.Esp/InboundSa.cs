using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Crypto.Packet;
using Culvert.Esp.Inner;

namespace Culvert.Esp;

/// <summary>
/// One inbound ESP SA in tunnel mode. One thread owns it, and others may only <see cref="Decrypt"/>; whoever made it disposes it
/// when all of them are through with it.
/// </summary>
public sealed class InboundSa : IDisposable
{
    private readonly IPacketOpener[] _openers;
    private readonly SelectorPolicy _selectors;
    private readonly ReplayWindow _window;
    private readonly TrafficMeter _meter;
    private readonly bool _isExtended;
    private readonly int _payloadOffset;
    private readonly int _icvLength;
    private readonly int _shortest;

    /// <summary>Copies what it needs of the keys; the caller still disposes them.</summary>
    /// <param name="aead">Computes AEAD ciphers; null: libcrypto.</param>
    /// <param name="threads">How many may compute its cipher; each has a context of its own.</param>
    public InboundSa(EspSaParameters parameters, AeadProvider? aead = null, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        EspProposal suite = parameters.Suite;
        Spi = parameters.Spi;
        _openers = [.. Enumerable.Range(0, threads).Select(_ => PacketCiphers.CreateOpener(suite, parameters.Keys, aead))];
        _selectors = new SelectorPolicy(parameters.LocalSelectors, parameters.RemoteSelectors);
        _window = new ReplayWindow(parameters.ReplayWindow);
        _meter = new TrafficMeter(parameters.Limits);
        _payloadOffset = EspLayout.HeaderLength + suite.Encryption.IvLength();
        _isExtended = suite.ExtendedSequenceNumbers;
        _icvLength = suite.IcvLength;
        _shortest = _payloadOffset + suite.Encryption.BlockLength() + _icvLength;
    }

    /// <summary>What becomes of a packet that is not authentic.</summary>
    public static OpenedPacket Forged => Dropped(PacketVerdict.Integrity, isAuthentic: false);

    public uint Spi { get; }

    /// <summary>Of its limits. What comes in is taken until the SA is removed: the peer has sent it already.</summary>
    public SaWear Wear => _meter.Wear;

    /// <summary>What it has carried.</summary>
    public TrafficMeter Traffic => _meter;

    /// <summary>Threads beside its owner may compute its cipher.</summary>
    public bool IsShared => _openers.Length > 1;

    /// <summary>Checks, authenticates and decrypts a packet in place (RFC 4303 section 3.4, RFC 4301 section 5.2).</summary>
    /// <param name="packet">From the SPI to the last octet of the integrity check value.</param>
    public OpenedPacket Open(Span<byte> packet)
    {
        PacketVerdict verdict = Check(packet, out ulong sequence);
        if (verdict != PacketVerdict.Accepted) return Dropped(verdict, isAuthentic: false);
        return Decrypt(packet, sequence) ? Accept(packet, sequence) : Forged;
    }

    /// <summary>The first part of <see cref="Open"/>, its owner's: whether the packet may be new. Changes nothing.</summary>
    /// <returns>Accepted, for the time being, or why it is to be dropped.</returns>
    public PacketVerdict Check(ReadOnlySpan<byte> packet, out ulong sequence)
    {
        sequence = 0;
        if (packet.Length < _shortest) return PacketVerdict.Malformed;
        uint low = BinaryPrimitives.ReadUInt32BigEndian(packet[EspLayout.SequenceOffset..]);
        sequence = _isExtended ? _window.Infer(low) : low;
        return _window.Allows(sequence) ? PacketVerdict.Accepted : PacketVerdict.Replay;
    }

    /// <summary>The second part: authenticates and decrypts a packet that passed <see cref="Check"/>.</summary>
    /// <param name="thread">0: the owner; the others count on from there. Each at most one packet at a time.</param>
    /// <returns>False when it is not authentic: see <see cref="Forged"/>.</returns>
    public bool Decrypt(Span<byte> packet, ulong sequence, int thread = 0) => _openers[thread].Open(packet, (uint)(sequence >> 32));

    /// <summary>The last part, its owner's again, in the order in which packets came: notes the number and takes the inner packet out.</summary>
    /// <param name="packet">Authentic and decrypted.</param>
    public OpenedPacket Accept(ReadOnlySpan<byte> packet, ulong sequence)
    {
        // Its twin may have been checked before it and accepted since. Whoever replays a packet proves nothing.
        if (!_window.Allows(sequence)) return Dropped(PacketVerdict.Replay, isAuthentic: false);
        _window.Advance(sequence);
        return Unwrap(packet[..^_icvLength]);
    }

    public void Dispose()
    {
        foreach (IPacketOpener opener in _openers) opener.Dispose();
    }

    private OpenedPacket Unwrap(ReadOnlySpan<byte> packet)
    {
        int nextHeader = packet[^1];
        int end = packet.Length - EspLayout.TrailerLength - packet[^2];
        if (end < _payloadOffset || !IsDefaultPadding(packet[end..^EspLayout.TrailerLength])) return Dropped(PacketVerdict.Malformed);
        if (nextHeader == IpProtocol.None) return Dropped(PacketVerdict.Dummy);
        ReadOnlySpan<byte> inner = packet[_payloadOffset..end];
        if (!IpHeader.TryParse(inner, out IpHeader header) || header.TunnelProtocol != nextHeader) return Dropped(PacketVerdict.Malformed);
        // What the inner header does not cover is traffic-flow confidentiality padding (RFC 4303 section 2.7).
        if (!_selectors.PermitsInbound(inner[..header.Length], header)) return Dropped(PacketVerdict.Selector);
        _meter.Count(header.Length);
        return new OpenedPacket(PacketVerdict.Accepted, true, new PacketSlice(_payloadOffset, header.Length), header);
    }

    // 1, 2, 3 … (RFC 4303 section 2.4), which every suite here prescribes.
    private static bool IsDefaultPadding(ReadOnlySpan<byte> padding)
    {
        for (int i = 0; i < padding.Length; i++)
        {
            if (padding[i] != i + 1) return false;
        }

        return true;
    }

    private static OpenedPacket Dropped(PacketVerdict verdict, bool isAuthentic = true) => new(verdict, isAuthentic, default, default);
}
