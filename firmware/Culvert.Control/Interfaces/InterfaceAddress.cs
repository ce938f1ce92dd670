using System.Net;
using Culvert.Core;

namespace Culvert.Control.Interfaces;

/// <summary>An address that a device shall have; the routes that belong to it are told apart.</summary>
public sealed record InterfaceAddress(string Device, IPAddress Address, int PrefixLength)
{
    public IpPrefix Network => IpPrefix.Containing(Address, PrefixLength);

    public override string ToString() => $"{Address}/{PrefixLength} on {Device}";
}
