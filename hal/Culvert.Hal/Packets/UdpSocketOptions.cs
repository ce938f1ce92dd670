namespace Culvert.Hal.Packets;

/// <param name="Port">Local port on every address of the family; 0: the kernel chooses.</param>
/// <param name="Mark">SO_MARK of everything sent; 0: none.</param>
/// <param name="Coalesce">Ask for UDP GRO.</param>
/// <param name="BufferBytes">Socket buffer wanted in each direction; the kernel may give less.</param>
/// <param name="IsIPv6">The address family; a socket has one.</param>
public readonly record struct UdpSocketOptions(int Port, uint Mark, bool Coalesce, int BufferBytes, bool IsIPv6 = false);
