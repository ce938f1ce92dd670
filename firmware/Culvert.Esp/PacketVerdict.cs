namespace Culvert.Esp;

/// <summary>What became of a received ESP packet.</summary>
public enum PacketVerdict
{
    Accepted,

    /// <summary>Authentic traffic-flow confidentiality filler, to be dropped silently (RFC 4303 section 2.6).</summary>
    Dummy,

    Replay,
    Integrity,

    /// <summary>Cut short, or authentic but with padding or an inner packet that contradicts itself.</summary>
    Malformed,

    /// <summary>Authentic, but the inner packet is none that the peer may send.</summary>
    Selector,
}
