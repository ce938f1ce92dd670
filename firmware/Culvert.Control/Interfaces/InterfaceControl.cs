using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Culvert.Config;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Interfaces;

/// <summary>
/// What the two ports shall have: their addresses, their routes, the name servers. Sans-IO: configuration, devices,
/// words of the DHCP client and time come in; a plan of the ports, orders to the client and log lines come out.
/// </summary>
public sealed class InterfaceControl
{
    private readonly DhcpClient _dhcp = new();
    private InterfacesConfig _config = new(null, null);
    private IReadOnlyList<IpPrefix> _guards = [];
    private IReadOnlyList<InterfaceLink> _links = [];
    private Lease? _former;
    private string? _wan;
    private string? _lan;

    /// <summary>What shall be there now.</summary>
    public InterfacePlan Plan { get; private set; } = InterfacePlan.Empty;

    /// <summary>What DHCP got; null without it. To be kept for <see cref="Adopt"/> of the next process.</summary>
    public Lease? Lease => _dhcp.Lease;

    /// <summary>What the configuration asks in vain, a sentence each.</summary>
    public IReadOnlyList<string> Problems =>
    [
        .. Wants(_config.Wan) && _wan is null ? ["interfaces.wan.address: no device is known as WAN, set interfaces.wan.device"] : Array.Empty<string>(),
        .. Wants(_config.Lan) && _lan is null ? ["interfaces.lan.address: no device is known as LAN, set interfaces.lan.device"] : Array.Empty<string>(),
    ];

    /// <summary>The WAN's device; null when none is known.</summary>
    public string? Wan => _wan;

    /// <summary>Why the WAN leads nowhere, to follow "no route to …:"; null when that is not for us to know.</summary>
    public string? WanTrouble
    {
        get
        {
            if (!Wants(_config.Wan)) return null;
            if (_wan is null) return "no device is known as WAN";
            InterfaceLink? link = _links.FirstOrDefault(link => link.Name == _wan);
            if (_config.Wan is { Dhcp: true } && Lease is null) return _dhcp.Trouble;
            return link switch
            {
                null => $"{_wan} is not there",
                { HasCarrier: false } => $"{_wan} has no link: is the cable in?",
                _ => null,
            };
        }
    }

    /// <summary>The LAN's device is known, and the configuration gives it no address.</summary>
    public bool LacksLanAddress => _lan is not null && !Wants(_config.Lan);

    /// <summary>The time servers that DHCP names; null while it is not known whether it names any.</summary>
    public IReadOnlyList<IPAddress>? TimeServers => _config.Wan is { Dhcp: true } ? Lease?.TimeServers : [];

    /// <summary>The WAN has its address, and with it neither a name server nor a time server that could be asked without one.</summary>
    public bool LacksNameServers => Wants(_config.Wan) && _wan is not null && WanTrouble is null && NameServers().Count == 0 && TimeServers is not { Count: > 0 };

    public Deadline NextDeadline => _dhcp.NextDeadline;

    /// <summary>Takes the configuration, and which devices have the two roles; null: nobody knows.</summary>
    /// <param name="guards">The far networks, in which nothing must go anywhere but into tunnels.</param>
    public void HandleConfig(Instant now, InterfacesConfig config, string? wan, string? lan, IReadOnlyList<IpPrefix> guards)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(guards);
        (_config, _wan, _lan, _guards) = (config, wan, lan, guards);
        _dhcp.Want(now, config.Wan is { Dhcp: true } ? wan : null);
        if (_former is not null) _dhcp.Adopt(now, _former);
        if (_dhcp.Device is not null) _former = null;
        if (Lease is { } lease && WhyNotBesideLan(lease) is { } why) _dhcp.Drop(now, why);
        HandleTimeout(now);
    }

    /// <summary>What a former process had got, before the first configuration comes.</summary>
    public void Adopt(Lease lease) => _former = lease;

    /// <summary>Every device of the machine as it is now.</summary>
    public void HandleLinks(Instant now, IReadOnlyList<InterfaceLink> links)
    {
        ArgumentNullException.ThrowIfNull(links);
        _links = links;
        _dhcp.HandleLink(now, links.FirstOrDefault(link => link.Name == _dhcp.Device));
        HandleTimeout(now);
    }

    /// <summary>A word of the DHCP client, with what it says beside.</summary>
    /// <returns>What is wrong with it; null: it was taken.</returns>
    public string? HandleDhcp(Instant now, string word, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(values);
        string? problem = _dhcp.HandleEvent(now, word, values, WhyNot);
        HandleTimeout(now);
        return problem;
    }

    /// <summary>The DHCP client ended, or could not be started: how, to follow its name.</summary>
    public void HandleClientEnd(Instant now, string how)
    {
        _dhcp.HandleEnd(now, how);
        HandleTimeout(now);
    }

    /// <summary>Does what is due.</summary>
    public void HandleTimeout(Instant now)
    {
        _dhcp.HandleTimeout(now);
        Plan = MakePlan();
    }

    /// <summary>Where the address of a device comes from; null: not from us.</summary>
    public InterfaceSource? SourceOf(Instant now, string device)
    {
        if (device == _wan && _config.Wan is { Dhcp: true } wan)
        {
            return Lease is { } lease
                ? new InterfaceSource(true, lease.Server, lease.Duration, lease.Duration is null ? null : lease.Expiry.When - now, lease.Gateway, NameServers(), lease.TimeServers)
                : new InterfaceSource(true, null, null, null, null, wan.NameServers, []) { IsWaiting = true };
        }

        if (device == _wan && _config.Wan is { Address: not null } fixedly) return new InterfaceSource(false, null, null, null, fixedly.Gateway, fixedly.NameServers, []);
        return device == _lan && _config.Lan is { Address: not null } ? new InterfaceSource(false, null, null, null, null, [], []) : null;
    }

    public bool TryTakeAction([NotNullWhen(true)] out DhcpAction? action) => _dhcp.TryTakeAction(out action);

    public bool TryTakeLog([NotNullWhen(true)] out LogEntry? entry) => _dhcp.TryTakeLog(out entry);

    private InterfacePlan MakePlan()
    {
        List<InterfaceAddress> addresses = [];
        List<InterfaceRoute> routes = [];
        if (_wan is { } wan && _config.Wan is { } outside)
        {
            if (outside.Address is { } address) AddWan(new InterfaceAddress(wan, address, outside.PrefixLength), outside.Gateway, mtu: 0);
            if (Lease is { } lease) AddWan(new InterfaceAddress(wan, lease.Address, lease.PrefixLength), lease.Gateway, lease.Mtu);
        }

        if (_lan is { } lan && _config.Lan is { Address: { } own } inside) Add(new InterfaceAddress(lan, own, inside.PrefixLength));
        return new InterfacePlan([.. Devices()], addresses, routes, NameServers());

        void AddWan(InterfaceAddress address, IPAddress? gateway, int mtu)
        {
            // What is meant for the far network must not go to the WAN's neighbours: then the gateway alone is on the link.
            if (IsGuarded(address.Network, gateway)) addresses.Add(address);
            else Add(address);
            if (gateway is not null) routes.Add(new InterfaceRoute(address.Device, Everything(gateway), gateway, address.Address, mtu));
        }

        void Add(InterfaceAddress address)
        {
            addresses.Add(address);
            routes.Add(new InterfaceRoute(address.Device, address.Network, null, address.Address));
        }
    }

    private IEnumerable<string> Devices()
    {
        if (Wants(_config.Wan) && _wan is not null) yield return _wan;
        if (Wants(_config.Lan) && _lan is not null) yield return _lan;
    }

    private static IpPrefix Everything(IPAddress gateway) =>
        IpPrefix.Containing(gateway.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);

    private IReadOnlyList<IPAddress> NameServers() =>
        _config.Wan is not { } wan || !Wants(wan) ? [] : wan.NameServers.Count > 0 ? wan.NameServers : Lease?.NameServers ?? [];

    // A far network that is everything contains the WAN's own too. Only where there is no gateway must that one stay on the
    // link, or there would be no tunnel.
    private bool IsGuarded(IpPrefix network, IPAddress? gateway)
    {
        foreach (IpPrefix guard in _guards)
        {
            if ((guard.Length > 1 || gateway is not null) && guard.Contains(network)) return true;
        }

        return false;
    }

    // Whoever answers on the WAN must not take what belongs to the LAN.
    private string? WhyNot(Lease lease)
    {
        foreach (InterfaceLink link in _links)
        {
            if (link.Name == lease.Device) continue;
            foreach (IpPrefix network in link.Networks)
            {
                if (WhyNot(lease, link.Name, network) is { } why) return why;
            }
        }

        return WhyNotBesideLan(lease);
    }

    private string? WhyNotBesideLan(Lease lease) => _config.Lan?.Network is { } lan ? WhyNot(lease, _lan ?? "the LAN", lan) : null;

    private static string? WhyNot(Lease lease, string device, IpPrefix network) =>
        network.Length > 0 && (network.Contains(lease.Network) || lease.Network.Contains(network))
            ? $"{lease.Address}/{lease.PrefixLength} overlaps {network} of {device}, give that port another network"
            : null;

    private static bool Wants(InterfaceConfig? config) => config is { Address: not null } or WanConfig { Dhcp: true };
}
