using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Culvert.Core;
using Culvert.Hal.Linux.Netlink;

namespace Culvert.Hal.Linux;

/// <summary>rtnetlink. For one thread.</summary>
public sealed class LinuxNetwork : IKernelNetwork, IDisposable
{
    private const int RequestSize = 1024;

    private readonly NetlinkSocket _socket = new();

    public DeviceCounters GetCounters() => new(File.ReadAllText("/proc/thread-self/net/dev"));

    public IReadOnlyList<KernelLink> GetLinks()
    {
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.GetLink, Nl.Dump);
        request.Append(new LinkMessage());
        List<KernelLink> links = [];
        _socket.Dump(request, links.Clear, (_, body) => links.Add(LinkCodec.ReadLink(body)));
        return links;
    }

    public KernelLink? FindLink(string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name + '\0');
        // The kernel calls a name that it could never give a fault.
        if (text.Length is 1 or > Ifla.NameSize) return null;
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.GetLink, Nl.Acknowledge);
        request.Append(new LinkMessage());
        request.Attribute(Ifla.Name, text);
        return FindLink(request, $"find device {name}");
    }

    public IReadOnlyList<LinkAddress> GetAddresses()
    {
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.GetAddress, Nl.Dump);
        request.Append(new AddressMessage());
        List<LinkAddress> addresses = [];
        _socket.Dump(request, addresses.Clear, (_, body) =>
        {
            if (LinkCodec.ReadAddress(body) is { } address) addresses.Add(address);
        });
        return addresses;
    }

    public void AddLinkAddress(int linkIndex, IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        byte[] octets = address.GetAddressBytes();
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.NewAddress, Nl.Acknowledge | Nl.Create);
        request.Append(new AddressMessage
        {
            Family = Families.ToKernel(address.AddressFamily),
            PrefixLength = (byte)(octets.Length * 8),
            Scope = Rta.ScopeLink,
            Index = linkIndex,
        });
        request.Attribute(Ifa.Local, octets);
        request.Attribute(Ifa.Address, octets);
        Check(_socket.Ask(request), $"add address {address} to device {linkIndex}", KernelException.Exists);
    }

    public void AddAddress(LinkAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.NewAddress, Nl.Acknowledge | Nl.Create | Nl.Exclusive);
        LinkCodec.WriteAddress(ref request, address);
        IpPrefix network = IpPrefix.Containing(address.Address, address.PrefixLength);
        if (network.IsIPv4 && network.Length < network.AddressBits - 1) request.Attribute(Ifa.Broadcast, network.LastAddress.GetAddressBytes());
        request.Attribute(Ifa.Flags, Ifa.FlagNoPrefixRoute | (network.IsIPv4 ? 0 : Ifa.FlagNoDad));
        Check(_socket.Ask(request), $"add address {address.Address}/{address.PrefixLength} to device {address.LinkIndex}", KernelException.Exists);
    }

    public void RemoveAddress(LinkAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.DeleteAddress, Nl.Acknowledge);
        LinkCodec.WriteAddress(ref request, address);
        Check(
            _socket.Ask(request), $"remove address {address.Address}/{address.PrefixLength} from device {address.LinkIndex}",
            KernelException.AddressNotAvailable, KernelException.NoDevice);
    }

    public void SetUp(int linkIndex, bool isUp)
    {
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.NewLink, Nl.Acknowledge);
        request.Append(new LinkMessage { Index = linkIndex, Flags = isUp ? Ifla.FlagUp : 0, Change = Ifla.FlagUp });
        Check(_socket.Ask(request), $"bring device {linkIndex} {(isUp ? "up" : "down")}");
    }

    public void BringUp(int linkIndex, int mtu, int queueLength)
    {
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.NewLink, Nl.Acknowledge);
        request.Append(new LinkMessage { Index = linkIndex, Flags = Ifla.FlagUp, Change = Ifla.FlagUp });
        request.Attribute(Ifla.Mtu, (uint)mtu);
        request.Attribute(Ifla.TransmitQueueLength, (uint)queueLength);
        Check(_socket.Ask(request), $"bring up device {linkIndex} with MTU {mtu}");
    }

    public void RemoveLinks(IReadOnlyCollection<int> linkIndexes)
    {
        ArgumentNullException.ThrowIfNull(linkIndexes);
        if (linkIndexes.Count == 0) return;
        // What the kernel deletes at once is a group of devices: one that nobody else can have in use.
        uint group = (uint)RandomNumberGenerator.GetInt32(1 << 30, int.MaxValue);
        foreach (int index in linkIndexes) PutInGroup(index, group);
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.DeleteLink, Nl.Acknowledge);
        request.Append(new LinkMessage());
        request.Attribute(Ifla.Group, group);
        Check(_socket.Ask(request), $"remove {linkIndexes.Count} devices", KernelException.NoDevice);
    }

    public IReadOnlyList<KernelRoute> GetRoutes(uint table)
    {
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.GetRoute, Nl.Dump);
        request.Append(new RouteMessage());
        List<KernelRoute> routes = [];
        _socket.Dump(request, routes.Clear, (_, body) =>
        {
            if (RouteCodec.Read(body) is { } route && route.Table == table) routes.Add(route);
        });
        return routes;
    }

    public void AddRoute(KernelRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.NewRoute, Nl.Acknowledge | Nl.Create | Nl.Exclusive);
        RouteCodec.Write(ref request, route);
        Check(_socket.Ask(request), $"add route {route}");
    }

    public void ReplaceRoute(KernelRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.NewRoute, Nl.Acknowledge | Nl.Create | Nl.Replace);
        RouteCodec.Write(ref request, route);
        Check(_socket.Ask(request), $"replace route {route}");
    }

    public void RemoveRoute(KernelRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.DeleteRoute, Nl.Acknowledge);
        RouteCodec.Write(ref request, route);
        Check(_socket.Ask(request), $"remove route {route}", KernelException.NoProcess, KernelException.NoDevice, KernelException.NoEntry);
    }

    public IReadOnlyList<PolicyRule> GetRules(byte protocol)
    {
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.GetRule, Nl.Dump);
        request.Append(new RuleMessage());
        List<PolicyRule> rules = [];
        _socket.Dump(request, rules.Clear, (_, body) =>
        {
            if (RuleCodec.Read(body) is { } rule && rule.Protocol == protocol) rules.Add(rule);
        });
        return rules;
    }

    public void AddRule(PolicyRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.NewRule, Nl.Acknowledge | Nl.Create | Nl.Exclusive);
        RuleCodec.Write(ref request, rule);
        Check(_socket.Ask(request), $"add policy rule {rule}", KernelException.Exists);
    }

    public void RemoveRule(PolicyRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.DeleteRule, Nl.Acknowledge);
        RuleCodec.Write(ref request, rule);
        Check(_socket.Ask(request), $"remove policy rule {rule}", KernelException.NoEntry);
    }

    public RoutePath? FindPath(IPAddress destination, uint mark)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.GetRoute, Nl.Acknowledge);
        request.Append(new RouteMessage
        {
            Family = Families.ToKernel(destination.AddressFamily),
            DestinationLength = (byte)(destination.AddressFamily == AddressFamily.InterNetwork ? 32 : 128),
        });
        request.Attribute(Rta.Destination, destination.GetAddressBytes());
        request.Attribute(Rta.Mark, mark);
        KernelRoute? found = null;
        int errno = _socket.Ask(request, (_, body) => found = RouteCodec.Read(body));
        if (errno != 0 || found is not { Type: RouteType.Unicast, PreferredSource: { } source, NextHops: [var hop, ..] }) return null;
        if (FindLink(hop.LinkIndex) is not { } link) return null;
        int mtu = found.Mtu == 0 ? link.Mtu : Math.Min(found.Mtu, link.Mtu);
        return new RoutePath(source, link.Index, link.Name, mtu);
    }

    public void Dispose() => _socket.Dispose();

    private void PutInGroup(int linkIndex, uint group)
    {
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.NewLink, Nl.Acknowledge);
        request.Append(new LinkMessage { Index = linkIndex });
        request.Attribute(Ifla.Group, group);
        Check(_socket.Ask(request), $"remove device {linkIndex}", KernelException.NoDevice);
    }

    private KernelLink? FindLink(int index)
    {
        var request = new NetlinkWriter(stackalloc byte[RequestSize], Rtm.GetLink, Nl.Acknowledge);
        request.Append(new LinkMessage { Index = index });
        return FindLink(request, $"find device {index}");
    }

    private KernelLink? FindLink(NetlinkWriter request, string operation)
    {
        KernelLink? found = null;
        Check(_socket.Ask(request, (_, body) => found = LinkCodec.ReadLink(body)), operation, KernelException.NoDevice);
        return found;
    }

    private static void Check(int errno, string operation, params ReadOnlySpan<int> harmless)
    {
        if (errno != 0 && !harmless.Contains(errno)) throw Errno.Of(operation, errno);
    }
}
