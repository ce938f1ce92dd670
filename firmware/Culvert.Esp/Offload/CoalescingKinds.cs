namespace Culvert.Esp.Offload;

/// <summary>What may be put together, because whoever takes it can cut it again.</summary>
[Flags]
public enum CoalescingKinds
{
    None = 0,
    TcpIPv4 = 1,
    TcpIPv6 = 2,
    UdpIPv4 = 4,
    UdpIPv6 = 8,
}
