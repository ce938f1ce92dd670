using Culvert.Core;
using Culvert.Esp.Inner;

namespace Culvert.Esp;

/// <summary>The result of opening an ESP packet.</summary>
/// <param name="IsAuthentic">The peer sent it, whatever else is wrong with it: it proves that the peer lives.</param>
/// <param name="Inner">Where the inner packet lies in the buffer, padding and trailer cut off; when accepted.</param>
/// <param name="Header">The inner packet's headers; when accepted.</param>
public readonly record struct OpenedPacket(PacketVerdict Verdict, bool IsAuthentic, PacketSlice Inner, IpHeader Header);
