using Culvert.Core;
using Culvert.Esp.Inner;
using Culvert.Esp.Offload;

namespace Culvert.Esp.Tests.Offload;

/// <summary>Packets in a receive buffer, through a coalescer; collects the frames that come out.</summary>
internal sealed class ReceiveBuffer : IPacketSink
{
    // What ESP's header and vector leave free before each inner packet.
    private const int Headroom = 16;

    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly Coalescer _coalescer;
    private int _end;

    public ReceiveBuffer(CoalescingKinds kinds = CoalescingKinds.TcpIPv4 | CoalescingKinds.TcpIPv6 | CoalescingKinds.UdpIPv4 | CoalescingKinds.UdpIPv6) =>
        _coalescer = new Coalescer(kinds, this);

    /// <summary>What a TUN device was given, in order.</summary>
    public List<byte[]> Frames { get; } = [];

    public void Add(byte[] packet)
    {
        Assert.True(IpHeader.TryParse(packet, out IpHeader header));
        var slice = new PacketSlice(_end + Headroom, packet.Length);
        packet.CopyTo(_buffer, slice.Offset);
        _end = slice.Offset + slice.Length;
        _coalescer.Add(_buffer, slice, header);
    }

    /// <summary>Ends the batch: what was held comes out, and the buffer is used anew.</summary>
    public void Flush()
    {
        _coalescer.Flush(_buffer);
        _buffer.AsSpan().Fill(0xee);
        _end = 0;
    }

    public void Write(ReadOnlySpan<byte> buffer, ReadOnlySpan<PacketSlice> slices)
    {
        var frame = new List<byte>();
        foreach (PacketSlice slice in slices) frame.AddRange(buffer.Slice(slice.Offset, slice.Length));
        Frames.Add([.. frame]);
    }
}
