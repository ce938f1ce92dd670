using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Crypto.Packet;
using Culvert.Esp.Inner;

namespace Culvert.Esp;

/// <summary>One inbound ESP SA in tunnel mode. Used by one thread; whoever made it disposes it when that thread is through with it.</summary>
public sealed class InboundSa : IDisposable
{
    private readonly IPacketOpener _opener;
    private readonly SelectorPolicy _selectors;
    private readonly ReplayWindow _window;
    private readonly TrafficMeter _meter;
    private readonly bool _isExtended;
    private readonly int _payloadOffset;
    private readonly int _icvLength;
    private readonly int _shortest;

    /// <summary>Copies what it needs of the keys; the caller still disposes them.</summary>
    /// <param name="aead">Computes AEAD ciphers; null: libcrypto.</param>
    public InboundSa(EspSaParameters parameters, AeadProvider? aead = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        EspProposal suite = parameters.Suite;
        Spi = parameters.Spi;
        _opener = PacketCiphers.CreateOpener(suite, parameters.Keys, aead);
        _selectors = new SelectorPolicy(parameters.LocalSelectors, parameters.RemoteSelectors);
        _window = new ReplayWindow(parameters.ReplayWindow);
        _meter = new TrafficMeter(parameters.Limits);
        _payloadOffset = EspLayout.HeaderLength + suite.Encryption.IvLength();
        _isExtended = suite.ExtendedSequenceNumbers;
        _icvLength = suite.IcvLength;
        _shortest = _payloadOffset + suite.Encryption.BlockLength() + _icvLength;
    }

    public uint Spi { get; }

    /// <summary>Of its limits. What comes in is taken until the SA is removed: the peer has sent it already.</summary>
    public SaWear Wear => _meter.Wear;

    /// <summary>Checks, authenticates and decrypts a packet in place (RFC 4303 section 3.4, RFC 4301 section 5.2).</summary>
    /// <param name="packet">From the SPI to the last octet of the integrity check value.</param>
    public OpenedPacket Open(Span<byte> packet)
    {
        if (packet.Length < _shortest) return Dropped(PacketVerdict.Malformed, isAuthentic: false);
        uint low = BinaryPrimitives.ReadUInt32BigEndian(packet[EspLayout.SequenceOffset..]);
        ulong sequence = _isExtended ? _window.Infer(low) : low;
        if (!_window.Allows(sequence)) return Dropped(PacketVerdict.Replay, isAuthentic: false);
        if (!_opener.Open(packet, (uint)(sequence >> 32))) return Dropped(PacketVerdict.Integrity, isAuthentic: false);
        _window.Advance(sequence);
        return Unwrap(packet[..^_icvLength]);
    }

    public void Dispose() => _opener.Dispose();

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
