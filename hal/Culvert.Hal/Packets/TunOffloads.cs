namespace Culvert.Hal.Packets;

/// <summary>What a TUN device leaves to us and accepts from us; values as in the kernel's if_tun.h.</summary>
[Flags]
public enum TunOffloads
{
    None = 0,
    Checksum = 0x01,
    Tcp4 = 0x02,
    Tcp6 = 0x04,
    TcpEcn = 0x08,
    Udp4 = 0x20,
    Udp6 = 0x40,
}
