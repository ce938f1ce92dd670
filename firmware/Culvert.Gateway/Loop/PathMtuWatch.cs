using Culvert.Control;
using Culvert.Core;
using Culvert.Gateway.Packets;

namespace Culvert.Gateway.Loop;

/// <summary>
/// Finds out about links on the way to a peer that are narrower than the WAN: a tunnel that sends many large packets probes
/// its way every ten seconds, and a moment later the kernel is asked what it has learned.
/// </summary>
internal sealed class PathMtuWatch(PacketPath packets)
{
    // A learned MTU is forgotten after ten minutes (Linux: net.ipv4.route.mtu_expires); a probe in between renews it.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10), AnswerTime = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Way> _ways = [];

    /// <summary>When the ways to the peers are to be looked at again; <see cref="Looked"/> when that is done.</summary>
    public Deadline NextLook { get; private set; } = Deadline.Never;

    /// <summary>A way as it is now. The widest that it has been is what is probed: what has been learned narrows it for a while.</summary>
    public void Note(string tunnel, WanPath path)
    {
        if (!_ways.TryGetValue(tunnel, out Way? way) || !way.Path.IsSameWay(path)) _ways[tunnel] = new Way(path);
        else way.Widest = Math.Max(way.Widest, path.Mtu);
    }

    /// <summary>Probes the tunnel's way if it is time.</summary>
    public void Look(Instant now, string tunnel)
    {
        if (!_ways.TryGetValue(tunnel, out Way? way) || now < way.NextProbe || !packets.HasSentManyLarge(tunnel)) return;
        way.NextProbe = now + Interval;
        packets.Probe(tunnel, way.Widest);
        if (NextLook.IsNever) NextLook = new Deadline(now + AnswerTime, "path MTU");
    }

    public void Looked() => NextLook = Deadline.Never;

    private sealed class Way(WanPath path)
    {
        public WanPath Path { get; } = path;

        /// <summary>In octets.</summary>
        public int Widest { get; set; } = path.Mtu;

        public Instant NextProbe { get; set; }
    }
}
