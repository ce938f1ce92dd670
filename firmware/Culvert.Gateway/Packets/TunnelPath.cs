using Culvert.Control;
using Culvert.Core;
using Culvert.Esp.Offload;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Packets;

/// <summary>One tunnel as the packet threads see it, from its making to its removal.</summary>
internal sealed class TunnelPath : IDisposable
{
    // Larger ESP packets than these may meet a link that is too narrow: RFC 8200 section 5 promises IPv6 1280 octets.
    private const int Large = 1200;

    // A few are cut on the way if need be; it is transfers that are worth a probe.
    private const int Many = 20;

    private int _mtu;
    private int _probeMtu;
    private int _largeSent;

    public TunnelPath(string name, ITunDevice tun, int mtu)
    {
        Name = name;
        Tun = tun;
        _mtu = mtu;
        Coalescer = new Coalescer(KindsOf(tun.Offloads), new TunSink(tun, In));
    }

    public string Name { get; }

    public ITunDevice Tun { get; }

    /// <summary>Written by the thread that sends on the WAN.</summary>
    public DirectionCounters Out { get; } = new();

    /// <summary>Written by the thread that receives from the WAN.</summary>
    public DirectionCounters In { get; } = new();

    /// <summary>Used by the thread that receives from the WAN.</summary>
    public Coalescer Coalescer { get; }

    /// <summary>Largest inner packet in octets. The control thread writes.</summary>
    public int Mtu
    {
        get => Volatile.Read(ref _mtu);
        set => Volatile.Write(ref _mtu, value);
    }

    /// <summary>An outer packet of this many octets is to be sent as a probe of the way; 0: none. The control thread writes.</summary>
    public int ProbeMtu
    {
        set => Volatile.Write(ref _probeMtu, value);
    }

    /// <summary>The device has gone from under us. Set by the thread that sends on the WAN, and only it asks.</summary>
    public bool IsGone { get; set; }

    /// <summary>What the control thread has put into <see cref="ProbeMtu"/>, once.</summary>
    public int TakeProbe() => Interlocked.Exchange(ref _probeMtu, 0);

    /// <summary>So many ESP packets of this length have been sent.</summary>
    public void NoteSent(int count, int length)
    {
        if (length > Large) _largeSent += count;
    }

    /// <summary>Whether many large ones have been sent since this was last true.</summary>
    public bool TakeHasSentManyLarge()
    {
        if (Volatile.Read(ref _largeSent) < Many) return false;
        // A few that the sending thread adds in this moment may be forgotten.
        Volatile.Write(ref _largeSent, 0);
        return true;
    }

    public TrafficSample Sample() => new(
        Name, Out.LastPacket, In.LastPacket, Out.Packets.Value, Out.Bytes.Value, In.Packets.Value, In.Bytes.Value,
        new TunnelDrops(
            In.Replay.Value,
            In.Integrity.Value,
            In.Selector.Value + Out.Selector.Value,
            Out.NoSa.Value,
            In.Malformed.Value + Out.Malformed.Value,
            In.Queue.Value + Out.Queue.Value,
            In.Congestion.Value));

    public void Dispose() => Tun.Dispose();

    // A kernel that cuts what it sends us also cuts what we send it; older ones refuse large UDP.
    private static CoalescingKinds KindsOf(TunOffloads offloads)
    {
        CoalescingKinds kinds = CoalescingKinds.None;
        if ((offloads & TunOffloads.Tcp4) != 0) kinds |= CoalescingKinds.TcpIPv4;
        if ((offloads & TunOffloads.Tcp6) != 0) kinds |= CoalescingKinds.TcpIPv6;
        if ((offloads & TunOffloads.Udp4) != 0) kinds |= CoalescingKinds.UdpIPv4;
        if ((offloads & TunOffloads.Udp6) != 0) kinds |= CoalescingKinds.UdpIPv6;
        return kinds;
    }
}
