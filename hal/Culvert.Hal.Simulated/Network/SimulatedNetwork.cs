using System.Net;
using Culvert.Core;

namespace Culvert.Hal.Simulated;

/// <summary>
/// A kernel's links, addresses, routes and rules in memory, with the kernel's own rules about places and marked lookups.
/// Routes go with their link.
/// </summary>
public sealed class SimulatedNetwork : IKernelNetwork
{
    private readonly List<KernelLink> _links = [];
    private readonly List<LinkAddress> _addresses = [];
    private readonly List<KernelRoute> _routes = [];
    private readonly List<PolicyRule> _rules = [];
    private int _lastIndex;

    /// <summary>Every change made through the interface, in order: "add …", "replace …", "remove …", "up …".</summary>
    public IList<string> Changes { get; } = [];

    /// <summary>Called before each change; what it throws, the change does.</summary>
    public Action<string> BeforeChange { get; set; } = static _ => { };

    public IReadOnlyList<KernelRoute> Routes => _routes;

    public IReadOnlyList<PolicyRule> Rules => _rules;

    /// <summary>Adds a device as the outside world would.</summary>
    public int AddLink(string name, int mtu = 1500, bool isLoopback = false)
    {
        _links.Add(new KernelLink(++_lastIndex, name, mtu, IsUp: true, isLoopback));
        return _lastIndex;
    }

    public void RemoveLink(string name)
    {
        if (_links.Find(link => link.Name == name) is not { } gone) return;
        _links.Remove(gone);
        _addresses.RemoveAll(address => address.LinkIndex == gone.Index);
        _routes.RemoveAll(route => route.Uses(gone.Index));
    }

    /// <summary>Takes a device down as a person would: its routes go, its addresses stay.</summary>
    public void TakeDown(string name)
    {
        int place = _links.FindIndex(link => link.Name == name);
        _links[place] = _links[place] with { IsUp = false, HasCarrier = false };
        _routes.RemoveAll(route => route.Uses(_links[place].Index));
    }

    /// <summary>Pulls a device's cable, or plugs it in again.</summary>
    public void SetCarrier(string name, bool hasCarrier)
    {
        int place = _links.FindIndex(link => link.Name == name);
        _links[place] = _links[place] with { HasCarrier = hasCarrier };
    }

    /// <summary>Gives a device an address and the route that comes with it.</summary>
    public void AddAddress(int link, string address, int prefixLength)
    {
        var own = new LinkAddress(link, IPAddress.Parse(address), prefixLength);
        _addresses.Add(own);
        _routes.Add(new KernelRoute { Destination = IpPrefix.Containing(own.Address, prefixLength), Protocol = 2, PreferredSource = own.Address, NextHops = [new NextHop(link)] });
    }

    /// <summary>Adds a route of somebody else's.</summary>
    public void AddForeignRoute(KernelRoute route) => _routes.Add(route);

    public void RemoveForeignRoute(KernelRoute route) => _routes.Remove(route);

    /// <summary>How many lists of all links were made so far, each as long as there are links.</summary>
    public int LinkLists { get; private set; }

    /// <summary>What the devices' queues had no room for.</summary>
    public Dictionary<string, long> SendDrops { get; } = [];

    public DeviceCounters GetCounters() => new(string.Concat(SendDrops.Select(each => $"{each.Key}: 0 0 0 0 0 0 0 0 0 0 0 {each.Value} 0\n")));

    public IReadOnlyList<KernelLink> GetLinks()
    {
        LinkLists++;
        return [.. _links];
    }

    public KernelLink? FindLink(string name) => _links.Find(link => link.Name == name);

    public void RemoveLinks(IReadOnlyCollection<int> linkIndexes)
    {
        Note($"remove links {string.Join(' ', linkIndexes)}");
        foreach (KernelLink link in _links.FindAll(link => linkIndexes.Contains(link.Index))) RemoveLink(link.Name);
    }

    public IReadOnlyList<LinkAddress> GetAddresses() => [.. _addresses];

    public void AddLinkAddress(int linkIndex, IPAddress address)
    {
        Note($"add address {address} to {linkIndex}");
        var own = new LinkAddress(linkIndex, address, 32);
        if (!_addresses.Contains(own)) _addresses.Add(own);
    }

    public void AddAddress(LinkAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Note($"add address {Describe(address)}");
        if (_links.All(link => link.Index != address.LinkIndex)) throw Refuse($"add address {Describe(address)}", KernelException.NoDevice);
        if (!_addresses.Contains(address)) _addresses.Add(address);
    }

    public void RemoveAddress(LinkAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Note($"remove address {Describe(address)}");
        if (!_addresses.Remove(address)) return;
        _routes.RemoveAll(route => address.Address.Equals(route.PreferredSource));
    }

    public void SetUp(int linkIndex, bool isUp)
    {
        Note($"{(isUp ? "up" : "down")} {linkIndex}");
        int place = _links.FindIndex(link => link.Index == linkIndex);
        if (place < 0) throw Refuse("bring a device up or down", KernelException.NoDevice);
        _links[place] = _links[place] with { IsUp = isUp, HasCarrier = isUp };
        if (!isUp) _routes.RemoveAll(route => route.Uses(linkIndex));
    }

    public void BringUp(int linkIndex, int mtu, int queueLength)
    {
        Note($"up {linkIndex} mtu {mtu}");
        int place = _links.FindIndex(link => link.Index == linkIndex);
        if (place < 0) throw Refuse("bring up a device", KernelException.NoDevice);
        _links[place] = _links[place] with { Mtu = mtu, IsUp = true, HasCarrier = true };
    }

    public IReadOnlyList<KernelRoute> GetRoutes(uint table) => [.. _routes.Where(route => route.Table == table)];

    public void AddRoute(KernelRoute route)
    {
        Note($"add {route}");
        CheckLinks(route);
        if (_routes.Any(route.HasPlaceOf)) throw Refuse($"add route {route}", KernelException.Exists);
        _routes.Add(route);
    }

    public void ReplaceRoute(KernelRoute route)
    {
        Note($"replace {route}");
        CheckLinks(route);
        _routes.RemoveAll(route.HasPlaceOf);
        _routes.Add(route);
    }

    public void RemoveRoute(KernelRoute route)
    {
        Note($"remove {route}");
        _routes.Remove(route);
    }

    public IReadOnlyList<PolicyRule> GetRules(byte protocol) => [.. _rules.Where(rule => rule.Protocol == protocol)];

    public void AddRule(PolicyRule rule)
    {
        Note($"add rule {rule}");
        if (!_rules.Contains(rule)) _rules.Add(rule);
    }

    public void RemoveRule(PolicyRule rule)
    {
        Note($"remove rule {rule}");
        _rules.Remove(rule);
    }

    /// <summary>What routers on the way to an address have said of its MTU.</summary>
    public Dictionary<IPAddress, int> LearnedMtus { get; } = [];

    public RoutePath? FindPath(IPAddress destination, uint mark)
    {
        ArgumentNullException.ThrowIfNull(destination);
        PolicyRule? rule = _rules.Find(rule => rule.Mark == mark && rule.Family == destination.AddressFamily);
        // As in the kernel, a table without any match hands over to the next rule's.
        KernelRoute? route = (rule is null ? null : Best(rule.Table, destination)) ?? Best(KernelRoute.MainTable, destination);
        if (route is not { Type: RouteType.Unicast, NextHops: [var hop, ..] }) return null;
        KernelLink link = _links.First(link => link.Index == hop.LinkIndex);
        IPAddress? source = route.PreferredSource ?? _addresses.Find(address => address.LinkIndex == link.Index)?.Address;
        int mtu = Math.Min(route.Mtu == 0 ? link.Mtu : route.Mtu, LearnedMtus.GetValueOrDefault(destination, link.Mtu));
        return source is null ? null : new RoutePath(source, link.Index, link.Name, Math.Min(mtu, link.Mtu));
    }

    /// <summary>What the kernel does with an unmarked packet: null when nothing matches.</summary>
    public KernelRoute? Route(IPAddress destination) => Best(KernelRoute.MainTable, destination);

    private KernelRoute? Best(uint table, IPAddress destination) => _routes
        .Where(route => route.Table == table && route.Destination.Contains(destination))
        .OrderByDescending(route => route.Destination.Length).ThenBy(route => route.Metric).FirstOrDefault();

    private void CheckLinks(KernelRoute route)
    {
        if (route.NextHops.Any(hop => _links.All(link => link.Index != hop.LinkIndex))) throw Refuse($"add route {route}", KernelException.NoDevice);
        if (_links.Any(link => !link.IsUp && route.Uses(link.Index))) throw Refuse($"add route {route}", KernelException.NetworkDown);
    }

    private string Describe(LinkAddress address) =>
        $"{address.Address}/{address.PrefixLength} dev {_links.Find(link => link.Index == address.LinkIndex)?.Name}";

    private void Note(string change)
    {
        BeforeChange(change);
        Changes.Add(change);
    }

    private static KernelException Refuse(string operation, int errno) => new(operation, errno, $"errno {errno}");
}
