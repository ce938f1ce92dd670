using System.Net;
using Culvert.Config;
using Culvert.Control;
using Culvert.Control.Interfaces;
using Culvert.Core;
using Culvert.Gateway.Logging;
using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>Brings what happens to the two ports to <see cref="InterfaceControl"/>, and carries out what that decides.</summary>
/// <param name="isImage">The whole machine is ours: an orderly stop leaves the ports as they are.</param>
internal sealed class PortKeeper(
    InterfaceControl control, PortReconciler ports, DhcpProcess dhcp, ResolverFile resolver, IKernelNetwork kernel, IMonotonicClock clock, Log log, bool isImage)
{
    private const int LongestHostName = 64;

    private const string NoNames = "no name servers are known, so that time servers are not found and the clock may be wrong: set interfaces.wan.nameServers";

    private IReadOnlyList<NetworkProblem> _refused = [];
    private InterfacePlan _plan = InterfacePlan.Empty;
    private Lease? _lease;
    private string? _wanTrouble;
    private string? _hostName;
    private bool _isReleased;
    private bool _isNamelessSaid;

    /// <summary>What the machine refused of it, or cannot do.</summary>
    public IReadOnlyList<NetworkProblem> Problems => [.. control.Problems.Select(problem => new NetworkProblem("", problem)), .. _refused];

    /// <summary>Kernel settings that hold while the configuration stands.</summary>
    public IReadOnlyDictionary<string, string> Settings
    {
        get
        {
            // Without this the kernel takes away all of a network's addresses with the first of them, also those of others.
            if (_isReleased) return new Dictionary<string, string>();
            Dictionary<string, string> settings = control.Plan.Devices.ToDictionary(device => $"net/ipv4/conf/{device}/promote_secondaries", _ => "1");
            // The image's ports believe no router advertisement. What the provider says on the WAN counts, also while we forward.
            if (isImage && control.Wan is { } wan) settings[$"net/ipv6/conf/{wan}/accept_ra"] = "2";
            if (_hostName is { } name) settings["kernel/hostname"] = name.Length <= LongestHostName ? name : name.Split('.')[0];
            return settings;
        }
    }

    /// <summary>Why the WAN leads nowhere; null when that is not for us to know.</summary>
    public string? WanTrouble => control.WanTrouble;

    /// <summary>The time servers of the network that the WAN is, or was last, in; null: it was not in any yet.</summary>
    public IReadOnlyList<IPAddress>? TimeServers { get; private set; }

    /// <summary>What is not done for want of something, a sentence each; the ports do their work.</summary>
    public IReadOnlyList<string> Remarks => isImage && control.LacksNameServers ? [NoNames] : [];

    /// <summary>Why nobody on the LAN reaches the box; null where somebody else may have given it its address.</summary>
    public string? LanTrouble => isImage && control.LacksLanAddress ? "the LAN has no address, set interfaces lan address (192.168.1.1/24, for instance)" : null;

    public Deadline NextDeadline => control.NextDeadline;

    /// <summary>Readable when the DHCP client has ended.</summary>
    public IEnumerable<int> Descriptors => dhcp.Descriptors;

    /// <summary>Where the addresses of a device come from; null: not from us.</summary>
    public InterfaceSource? SourceOf(string device) => control.SourceOf(clock.Now, device);

    /// <summary>What a former process of this gateway had got.</summary>
    public void Adopt()
    {
        if (ports.FormerLease is { } lease) control.Adopt(lease);
    }

    /// <summary>Takes the configuration and the devices that are there; also to mend what somebody changed of ours.</summary>
    public void Load(GatewayConfig config, NicDevices nics)
    {
        _hostName = config.System.HostName;
        control.HandleConfig(clock.Now, Wanted(config.Interfaces), nics.Wan, nics.Lan, [.. config.Connections.SelectMany(connection => connection.RemoteNetworks)]);
        control.HandleLinks(clock.Now, Links());
        // The device is up before anybody asks on it.
        Carry();
        Settle();
    }

    // A box out of its carton finds its way to the internet; where there are other tenants, what is not named is not touched.
    private InterfacesConfig Wanted(InterfacesConfig config) => isImage && config.Wan is null or { Dhcp: false, Address: null }
        ? config with { Wan = (config.Wan ?? new WanConfig(null)) with { Dhcp = true } }
        : config;

    /// <summary>A word of the DHCP client.</summary>
    /// <returns>What is wrong with it; null: it was taken.</returns>
    public string? TakeDhcp(string word, IReadOnlyDictionary<string, string> values) => control.HandleDhcp(clock.Now, word, values);

    /// <summary>Takes the end of the DHCP client, if it has ended, and does what is due.</summary>
    public void Tick()
    {
        if (dhcp.TakeExit() is { } how) control.HandleClientEnd(clock.Now, how);
        if (control.NextDeadline.IsDue(clock.Now)) control.HandleTimeout(clock.Now);
    }

    /// <summary>Carries out what has been decided.</summary>
    /// <returns>Whether the ports have changed, or what is wrong with them.</returns>
    public bool Settle()
    {
        while (control.TryTakeAction(out DhcpAction? action))
        {
            if (dhcp.CarryOut(action) is { } problem) control.HandleClientEnd(clock.Now, problem);
        }

        while (control.TryTakeLog(out LogEntry? entry)) log.Write(entry.Level, "network", "", entry.Text);
        SayNamelessness();
        TimeServers = control.TimeServers ?? TimeServers;
        bool changes = control.Plan != _plan || control.WanTrouble != _wanTrouble;
        _wanTrouble = control.WanTrouble;
        // A renewal may change nothing but the time that the next process must know.
        if (control.Plan != _plan || control.Lease != _lease) Carry();
        return changes;
    }

    /// <summary>The orderly end.</summary>
    public void Release()
    {
        dhcp.Stop();
        if (isImage) return;
        _isReleased = true;
        foreach (NetworkProblem problem in ports.Apply(InterfacePlan.Empty, lease: null)) log.Warning("network", problem.Text);
    }

    /// <summary>Takes back what this process did, for a start that is refused.</summary>
    public void Withdraw()
    {
        dhcp.Stop();
        ports.Withdraw();
    }

    // Once each time that it comes about.
    private void SayNamelessness()
    {
        bool isNameless = Remarks.Count > 0;
        if (isNameless && !_isNamelessSaid) log.Warning("network", NoNames);
        _isNamelessSaid = isNameless;
    }

    private void Carry()
    {
        (_plan, _lease) = (control.Plan, control.Lease);
        _refused = ports.Apply(_plan, control.Lease);
        resolver.Apply(_plan.NameServers);
    }

    private List<InterfaceLink> Links()
    {
        try
        {
            ILookup<int, LinkAddress> addresses = kernel.GetAddresses().ToLookup(address => address.LinkIndex);
            return
            [
                .. from link in kernel.GetLinks()
                   where !link.IsLoopback && addresses[link.Index].All(address => !address.Address.Equals(RoutingMarks.TunnelAddress))
                   select new InterfaceLink(link.Name, link.HasCarrier, [.. addresses[link.Index].Select(address => IpPrefix.Containing(address.Address, address.PrefixLength))]),
            ];
        }
        catch (KernelException problem)
        {
            log.Warning("network", $"the network devices cannot be seen, {problem.Message}");
            return [];
        }
    }
}
