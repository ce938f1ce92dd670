using System.Net.Sockets;
using Culvert.Control.Interfaces;
using Culvert.Core;
using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>
/// Makes the ports have what an <see cref="InterfacePlan"/> says. What is there already is somebody else's and stays so; what
/// we add is on the disk before it is added, so that it can be taken away also by the process that comes after a crash.
/// </summary>
internal sealed class PortReconciler
{
    private readonly IKernelNetwork _kernel;
    private readonly LedgerFile _file;
    private readonly PortNotes _inherited;
    private readonly List<NetworkProblem> _problems = [];
    private PortNotes _notes;
    private List<KernelLink> _links = [];

    public PortReconciler(IKernelNetwork kernel, LedgerFile file)
    {
        _kernel = kernel;
        _file = file;
        _notes = _inherited = file.ReadPorts();
    }

    /// <summary>The lease that a former process had, if it kept one.</summary>
    public Lease? FormerLease =>
        _inherited.Lease is { } values ? LeaseReader.Read(new Instant(_inherited.LeaseSince), values, out _) : null;

    /// <summary>Carries out a plan; returns what the machine refused.</summary>
    /// <param name="lease">To be remembered for the next process.</param>
    public IReadOnlyList<NetworkProblem> Apply(InterfacePlan plan, Lease? lease)
    {
        _problems.Clear();
        Try(() =>
        {
            _links = [.. _kernel.GetLinks()];
            List<LinkAddress> present = [.. _kernel.GetAddresses()];
            List<LinkAddress> wanted = [.. plan.Addresses.Select(ToKernel).OfType<LinkAddress>()];
            List<LinkAddress> noted = [.. present.Where(address => _notes.Addresses.Contains(Describe(address)))];
            List<LinkAddress> missing = [.. wanted.Except(present)];
            List<KernelLink> down = [.. _links.Where(link => !link.IsUp && plan.Devices.Contains(link.Name))];
            // First on the disk, then in the kernel: what is not noted would stay for ever.
            Note([.. noted, .. missing], _notes.Raised.Concat(down.Select(link => link.Name)), lease);
            foreach (KernelLink link in down) Change(() => _kernel.SetUp(link.Index, isUp: true));
            foreach (LinkAddress address in missing) Change(() => _kernel.AddAddress(address));
            SetRoutes(plan);
            List<LinkAddress> over = [.. noted.Except(wanted)];
            foreach (LinkAddress address in over) Change(() => _kernel.RemoveAddress(address));
            List<string> lowered = [.. _notes.Raised.Except(plan.Devices)];
            foreach (KernelLink link in _links.Where(link => lowered.Contains(link.Name))) Change(() => _kernel.SetUp(link.Index, isUp: false));
            Note([.. noted.Except(over), .. missing], _notes.Raised.Except(lowered), lease);
        });
        return [.. _problems];
    }

    /// <summary>Takes back what this process added, and leaves what a former one did.</summary>
    public void Withdraw()
    {
        List<InterfaceAddress> kept = [.. _inherited.Addresses.Select(Parse).OfType<InterfaceAddress>()];
        if (_notes == _inherited) return;
        Apply(new InterfacePlan(_inherited.Raised, kept, [], []), FormerLease);
    }

    private void SetRoutes(InterfacePlan plan)
    {
        List<KernelRoute> present = [.. _kernel.GetRoutes(KernelRoute.MainTable).Where(route => route.Protocol == RoutingMarks.InterfaceProtocol)];
        // The network of the address first: the gateway is in it.
        List<KernelRoute> wanted = [.. plan.Routes.OrderBy(route => route.Gateway is not null).Select(ToKernel).OfType<KernelRoute>()];
        foreach (KernelRoute route in wanted.Except(present))
        {
            Action<KernelRoute> put = present.Any(route.HasPlaceOf) ? _kernel.ReplaceRoute : _kernel.AddRoute;
            Change(() => put(route));
        }

        foreach (KernelRoute route in present.Where(route => !wanted.Any(route.HasPlaceOf))) Change(() => _kernel.RemoveRoute(route));
    }

    private void Note(IEnumerable<LinkAddress> addresses, IEnumerable<string> raised, Lease? lease)
    {
        var next = new PortNotes(
            [.. addresses.Select(Describe).Distinct().Order(StringComparer.Ordinal)],
            [.. raised.Distinct().Order(StringComparer.Ordinal)],
            lease is null ? null : LeaseReader.Write(lease),
            lease?.Since.Nanoseconds ?? 0);
        if (next != _notes) _file.Write(next);
        _notes = next;
    }

    // A device that is not there has nothing to be done for: it is looked at again when it comes.
    private LinkAddress? ToKernel(InterfaceAddress address) =>
        FindLink(address.Device) is { } link ? new LinkAddress(link.Index, address.Address, address.PrefixLength) : null;

    private KernelRoute? ToKernel(InterfaceRoute route) => FindLink(route.Device) is not { } link ? null : new KernelRoute
    {
        Destination = route.Destination,
        Protocol = RoutingMarks.InterfaceProtocol,
        Metric = RoutingMarks.InterfaceMetric,
        PreferredSource = route.Source,
        Mtu = route.Mtu,
        NextHops = [new NextHop(link.Index, route.Gateway, OnLink: route.Gateway?.AddressFamily == AddressFamily.InterNetwork)],
    };

    private string Describe(LinkAddress address) =>
        $"{address.Address}/{address.PrefixLength} dev {_links.Find(link => link.Index == address.LinkIndex)?.Name}";

    private static InterfaceAddress? Parse(string text) =>
        text.Split(' ') is [var network, "dev", var device] && network.Split('/') is [var host, var length]
        && IpPrefix.TryParse(host, out IpPrefix own) && int.TryParse(length, out int bits) && bits <= own.AddressBits
            ? new InterfaceAddress(device, own.Address, bits)
            : null;

    private KernelLink? FindLink(string device) => _links.Find(link => link.Name == device);

    private void Change(Action change)
    {
        try
        {
            change();
        }
        catch (KernelException problem) when (problem.Errno is not (KernelException.NoDevice or KernelException.NetworkDown))
        {
            _problems.Add(new NetworkProblem("", KernelChange.Explain(problem)));
        }
        catch (KernelException)
        {
            // It goes or has no link: there will be news of it.
        }
    }

    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (KernelException problem)
        {
            _problems.Add(new NetworkProblem("", KernelChange.Explain(problem)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new NetworkProblem("", $"cannot note what was changed, so nothing is, {problem.Message}, make room beside the control socket"));
        }
    }
}
