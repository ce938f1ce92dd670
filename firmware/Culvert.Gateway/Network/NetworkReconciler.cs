using System.Diagnostics.CodeAnalysis;
using System.Net;
using Culvert.Control;
using Culvert.Core;
using Culvert.Hal;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Network;

/// <summary>
/// Makes the kernel's network look as a <see cref="NetworkPlan"/> says: compares, and touches only our own devices, and
/// routes and rules of our own protocol number. What a crash left behind is taken over, not torn down, so that no
/// private packet leaves in clear between two lives of the process.
/// </summary>
internal sealed class NetworkReconciler
{
    // Bursts of small packets overflow the default of 500; fq or RED has no place here.
    private const int TransmitQueueLength = 4000;

    private readonly IKernelNetwork _kernel;
    private readonly ITunnelDevices _devices;
    private readonly SettingsLedger _ledger;
    private readonly ForwardingSettings _forwarding;
    private readonly WanTable _wanTable;
    private readonly TunnelRoutes _routes;
    private readonly IReadOnlyList<IpPrefix> _guardsBefore;
    private readonly IReadOnlyList<PolicyRule> _rulesBefore;
    private readonly Dictionary<string, TunnelLink> _links = [];

    // A refusal holds until that route could be set: while the tunnel has no SA it is not even tried.
    private readonly Dictionary<(string Device, IpPrefix Prefix), string> _refusedRoutes = [];
    private readonly List<NetworkProblem> _problems = [];

    // To make one and take it away again is news of the network itself: tried at once again, that would never end.
    private readonly Dictionary<string, NetworkProblem> _unmade = [];
    private NetworkPlan _plan = NetworkPlan.Empty;

    /// <exception cref="KernelException">What stands already cannot be seen.</exception>
    public NetworkReconciler(IKernelNetwork kernel, ISysctl sysctl, SettingsLedger ledger, ITunnelDevices devices)
    {
        _kernel = kernel;
        _devices = devices;
        _ledger = ledger;
        _forwarding = new ForwardingSettings(sysctl, ledger, kernel);
        _wanTable = new WanTable(kernel, () => Meanwhile());
        _routes = new TunnelRoutes(kernel, () => Meanwhile());
        (_guardsBefore, _rulesBefore) = (_routes.Guarded, _wanTable.Rules);
    }

    /// <summary>Whether the last plan needs IPv6 forwarding on a kernel that has it only for all devices at once.</summary>
    public bool ForwardsIPv6Everywhere => _forwarding.ForwardsIPv6Everywhere(_plan);

    /// <summary>
    /// Called between one device, path, route or rule and the next: with hundreds of them, others would wait for too long.
    /// Must not come back here.
    /// </summary>
    public Action Meanwhile { get; set; } = static () => { };

    /// <summary>The devices that are WAN and LAN; a change counts from the next call on.</summary>
    public NicDevices Nics { get; set; }

    /// <summary>Settings beside those that the plan needs; a change counts from the next call on.</summary>
    public IReadOnlyDictionary<string, string> OwnSettings { get; set; } = new Dictionary<string, string>();

    /// <summary>Sets up the WAN-only table, so that paths to these peers can be asked for; returns what the machine refused.</summary>
    public IReadOnlyList<NetworkProblem> PreparePaths(IEnumerable<IPAddress> peers)
    {
        _unmade.Clear();
        _problems.Clear();
        SetUpWanTable(peers);
        return [.. _problems];
    }

    /// <summary>The way to a peer for packets that carry our mark; null when there is none.</summary>
    public WanPath? FindPath(IPAddress peer)
    {
        Meanwhile();
        RoutePath? path = null;
        Try(() => path = _kernel.FindPath(peer, RoutingMarks.SocketMark));
        return path is null ? null : new WanPath(path.Source, path.Mtu, path.Device);
    }

    /// <summary>The devices that the peers are reached by.</summary>
    public IEnumerable<string> WanDevices() => _plan.Peers.Select(FindPath).OfType<WanPath>().Select(path => path.Device);

    /// <summary>Carries out a plan; returns what the machine refused. What it refused once is tried again by <see cref="Resync"/>.</summary>
    public IReadOnlyList<NetworkProblem> Apply(NetworkPlan plan)
    {
        _plan = plan;
        return Resync();
    }

    /// <summary>Looks again, after something outside has changed.</summary>
    /// <param name="retry">Also at the devices that could not be made; not to be done for every news.</param>
    public IReadOnlyList<NetworkProblem> Resync(bool retry = false)
    {
        if (retry) _unmade.Clear();
        _problems.Clear();
        Try(() => _routes.AddGuards(_plan.Guards, Refused));
        SetUpWanTable(_plan.Peers);
        Try(SetUpDevices);
        Try(() => _routes.Set(_plan, LinkOf, NoteRoute, Refused));
        ReportRefusedRoutes();
        TakeDown([.. _links.Keys.Except(_plan.Devices.Select(device => device.Tunnel))]);
        Try(() => _routes.RemoveGuardsExcept(_plan.Guards, Refused));
        Try(() => _ledger.Apply(Settings(), RefusedSetting));
        return [.. _problems];
    }

    /// <summary>The orderly end: leaves the machine as it was found.</summary>
    public IReadOnlyList<NetworkProblem> Release()
    {
        Nics = Nics with { Lan = null };
        Apply(NetworkPlan.Empty);
        Try(() => _wanTable.RemoveExcept([], Refused));
        return [.. _problems];
    }

    /// <summary>
    /// Takes back what this process did, for a start that is refused. The guards and rules of a former process stand on:
    /// it may have crashed, and what they keep in must not get out because its successor cannot start.
    /// </summary>
    public void Withdraw()
    {
        TakeDown([.. _links.Keys]);
        Try(() => _routes.RemoveGuardsExcept(_guardsBefore, Refused));
        Try(() => _wanTable.RemoveExcept(_rulesBefore, Refused));
        Try(() => _ledger.Withdraw(Refused));
    }

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>(OwnSettings);
        foreach ((string path, string value) in _forwarding.For(_plan, Nics, WanDevices())) settings[path] = value;
        return settings;
    }

    private void SetUpWanTable(IEnumerable<IPAddress> peers)
    {
        Try(() => _wanTable.Mirror(IsWanLink, Refused));
        Try(() => _wanTable.SetRules(peers, Refused));
    }

    private void SetUpDevices()
    {
        Dictionary<int, KernelLink> present = _kernel.GetLinks().ToDictionary(link => link.Index);
        ForgetLostLinks(present);
        foreach (NetworkPlan.TunnelDevice device in _plan.Devices)
        {
            Meanwhile();
            if (_unmade.TryGetValue(device.Tunnel, out NetworkProblem? before)) _problems.Add(before);
            else Try(device.Tunnel, () => SetUp(device, present));
        }
    }

    // The device is ours: a person who took it down finds it up again, since its tunnel has not been taken down.
    private void SetUp(NetworkPlan.TunnelDevice device, Dictionary<int, KernelLink> present)
    {
        if (_links.TryGetValue(device.Tunnel, out TunnelLink? link) && link.Device != device.Device) TakeDown(device.Tunnel);
        if (!_links.TryGetValue(device.Tunnel, out link) && !TryCreate(device, out link)) return;
        if (link.Mtu == device.Mtu && present.TryGetValue(link.Index, out KernelLink? now) && now.IsUp) return;
        _kernel.BringUp(link.Index, device.Mtu, TransmitQueueLength);
        _devices.SetMtu(device.Tunnel, device.Mtu);
        _links[device.Tunnel] = link with { Mtu = device.Mtu };
    }

    private bool TryCreate(NetworkPlan.TunnelDevice device, [NotNullWhen(true)] out TunnelLink? link)
    {
        link = null;
        if (_kernel.FindLink(device.Device) is not null)
        {
            _problems.Add(new NetworkProblem(
                device.Tunnel, $"device {device.Device} is there already and is not ours, tunnel {device.Tunnel}, rename the tunnel or remove the device"));
            return false;
        }

        _devices.Create(device.Tunnel, device.Device, device.Mtu);
        try
        {
            link = Furnish(device);
        }
        catch (Exception problem) when (IsRefusal(problem))
        {
            // Half made it would be in its own way the next time.
            _devices.Remove(device.Tunnel);
            _problems.Add(_unmade[device.Tunnel] = Explain(device.Tunnel, problem));
            return false;
        }

        _links[device.Tunnel] = link;
        return true;
    }

    private TunnelLink Furnish(NetworkPlan.TunnelDevice device)
    {
        if (_kernel.FindLink(device.Device) is not { } made)
            throw new PacketDeviceException($"device {device.Device} vanished, tunnel {device.Tunnel}, restart culvert");
        _forwarding.Prepare(device.Device);
        _kernel.AddLinkAddress(made.Index, RoutingMarks.TunnelAddress);
        return new TunnelLink(device.Device, made.Index, Mtu: 0);
    }

    private void TakeDown(IReadOnlyList<string> tunnels)
    {
        // Closing them one after the other takes the kernel so long that hundreds would outlast the time for a goodbye.
        if (tunnels.Count > 1) Try(() => _kernel.RemoveLinks([.. tunnels.Select(tunnel => _links[tunnel].Index)]));
        foreach (string tunnel in tunnels) TakeDown(tunnel);
    }

    private void TakeDown(string tunnel)
    {
        _devices.Remove(tunnel);
        _links.Remove(tunnel);
    }

    // A person may delete a TUN device under us; the tunnel gets a new one.
    private void ForgetLostLinks(Dictionary<int, KernelLink> present)
    {
        foreach ((string tunnel, _) in _links.Where(pair => !present.ContainsKey(pair.Value.Index)).ToList()) TakeDown(tunnel);
    }

    private bool IsWanLink(int index) =>
        _links.Values.All(link => link.Index != index) && (Nics.Wan is null || _kernel.FindLink(Nics.Wan)?.Index == index);

    private int? LinkOf(string device) => _links.Values.Where(link => link.Device == device).Select(link => (int?)link.Index).FirstOrDefault();

    private void NoteRoute(NetworkPlan.TunnelRoute route, string? problem)
    {
        if (problem is null) _refusedRoutes.Remove((route.Device, route.Prefix));
        else _refusedRoutes[(route.Device, route.Prefix)] = problem;
    }

    private void ReportRefusedRoutes()
    {
        Dictionary<string, string> tunnels = _plan.Devices.ToDictionary(device => device.Device, device => device.Tunnel);
        foreach (((string device, IpPrefix prefix), string problem) in _refusedRoutes.ToList())
        {
            if (tunnels.TryGetValue(device, out string? tunnel) && _plan.Guards.Contains(prefix)) _problems.Add(new NetworkProblem(tunnel, problem, IsOfRoute: true));
            else _refusedRoutes.Remove((device, prefix));
        }
    }

    private void Refused(KernelException problem) => Refused("", problem);

    // Those of our own are no reason to run without tunnels.
    private void RefusedSetting(KernelException problem)
    {
        NetworkProblem told = Explain("", problem);
        _problems.Add(OwnSettings.Keys.Any(path => problem.Operation.EndsWith(path, StringComparison.Ordinal)) ? told with { IsLasting = false } : told);
    }

    private void Refused(string tunnel, Exception problem) => _problems.Add(Explain(tunnel, problem));

    private void Try(Action step) => Try("", step);

    private void Try(string tunnel, Action step)
    {
        try
        {
            step();
        }
        catch (Exception problem) when (IsRefusal(problem))
        {
            Refused(tunnel, problem);
        }
    }

    private static bool IsRefusal(Exception problem) => problem is KernelException or PacketDeviceException or IOException or UnauthorizedAccessException;

    private static NetworkProblem Explain(string tunnel, Exception problem) => problem switch
    {
        KernelException kernel => new NetworkProblem(tunnel, KernelChange.Explain(kernel), kernel.IsPermission),
        PacketDeviceException => new NetworkProblem(tunnel, problem.Message, IsLasting: true),
        _ => new NetworkProblem(tunnel, $"cannot note what settings were, so none is changed, {problem.Message}, make room beside the control socket"),
    };

    private sealed record TunnelLink(string Device, int Index, int Mtu);
}
