using System.Net;

namespace Culvert.Hal;

/// <summary>An address that a device has.</summary>
public sealed record LinkAddress(int LinkIndex, IPAddress Address, int PrefixLength);
