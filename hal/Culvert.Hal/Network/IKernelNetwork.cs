using System.Net;

namespace Culvert.Hal;

/// <summary>
/// Links, addresses, routes and rules of the kernel (rtnetlink). Removing what is not there is no error; anything else
/// that fails throws <see cref="KernelException"/>.
/// </summary>
public interface IKernelNetwork
{
    IReadOnlyList<KernelLink> GetLinks();

    DeviceCounters GetCounters();

    /// <summary>One device by its name, without a list of all; null when there is none.</summary>
    KernelLink? FindLink(string name);

    IReadOnlyList<LinkAddress> GetAddresses();

    /// <summary>Gives a device a host address of link scope: the device counts as numbered, but no packet takes it as its source.</summary>
    void AddLinkAddress(int linkIndex, IPAddress address);

    /// <summary>Gives a device an address without the route to its network. One that is there already is no error.</summary>
    void AddAddress(LinkAddress address);

    /// <summary>Takes an address away, and the routes that have it as their source.</summary>
    void RemoveAddress(LinkAddress address);

    /// <summary>Brings a device up or down, as it is otherwise.</summary>
    void SetUp(int linkIndex, bool isUp);

    /// <summary>Sets MTU and transmit queue length, and brings the device up.</summary>
    void BringUp(int linkIndex, int mtu, int queueLength);

    /// <summary>
    /// Deletes devices, with all that hangs on them, at once: the kernel waits for a grace period after each deletion, which
    /// a process that only closes its TUN devices pays for one by one. Those that are gone already are no error.
    /// </summary>
    void RemoveLinks(IReadOnlyCollection<int> linkIndexes);

    /// <summary>Every IPv4 and IPv6 route of a table.</summary>
    IReadOnlyList<KernelRoute> GetRoutes(uint table);

    /// <summary>Fails with <see cref="KernelException.Exists"/> when the table has a route to that destination with that metric.</summary>
    void AddRoute(KernelRoute route);

    /// <summary>
    /// Puts the route in the place of the one with the same table, destination and metric, whoever made that: look first.
    /// No packet falls between the two.
    /// </summary>
    void ReplaceRoute(KernelRoute route);

    void RemoveRoute(KernelRoute route);

    /// <summary>Every rule made with this protocol number.</summary>
    IReadOnlyList<PolicyRule> GetRules(byte protocol);

    /// <summary>Adding a rule that is there is no error.</summary>
    void AddRule(PolicyRule rule);

    void RemoveRule(PolicyRule rule);

    /// <summary>The path of a packet with this mark; null when there is none.</summary>
    RoutePath? FindPath(IPAddress destination, uint mark);
}
