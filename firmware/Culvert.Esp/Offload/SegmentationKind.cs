namespace Culvert.Esp.Offload;

/// <summary>How a super packet is cut; values of virtio's gso_type.</summary>
public enum SegmentationKind : byte
{
    None = 0,
    TcpIPv4 = 1,
    TcpIPv6 = 4,
    Udp = 5,
}
