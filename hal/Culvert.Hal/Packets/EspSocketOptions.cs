namespace Culvert.Hal.Packets;

/// <param name="IsIPv6">The address family; a socket has one.</param>
/// <param name="Mark">SO_MARK of everything sent; 0: none.</param>
/// <param name="BufferBytes">Socket buffer wanted in each direction; the kernel may give less.</param>
public readonly record struct EspSocketOptions(bool IsIPv6, uint Mark, int BufferBytes);
