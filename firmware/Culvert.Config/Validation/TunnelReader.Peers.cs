using System.Net;
using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Config;

/// <content>Addresses, suites and selectors.</content>
internal sealed partial class TunnelReader
{
    /// <summary>Null: any.</summary>
    private IPAddress? ReadRemoteAddress()
    {
        Setting<string>? setting = Find("remote:address", o => o.Remote?.Address);
        if (setting is not { } found)
        {
            findings.Report(ConfigPath.Combine(settings.Path, "remote:address"), $"{ConfigPath.ForPeople(settings.Path)}.remote.address is missing", "every tunnel needs the address of its peer");
        }
        else if (found.Value == ConfigWords.AnyAddress)
        {
            return null;
        }
        else if (_parser.Host(setting) is { } address)
        {
            return address;
        }

        return IPAddress.Any;
    }

    /// <summary>A peer at any address calls us, and its identity is all that tells it from others.</summary>
    private void CheckCaller(StartMode start, Identity? id)
    {
        Setting<string> address = Find("remote:address", o => o.Remote?.Address)!.Value;
        if (start is not (StartMode.Respond or StartMode.Off))
            findings.Report(Find("start", o => o.Start)?.Path ?? address.Path, $"{ConfigPath.ForPeople(settings.Path)} cannot begin: its peer may be at any address", "set start to respond");
        if (id is null) findings.Report(address.Path, $"{ConfigPath.ForPeople(settings.Path)}.remote.id is missing", "a peer at any address is known by its identity");
    }

    private IPAddress? ReadLocalAddress(IPAddress? remote)
    {
        Setting<string>? setting = Find("local:address", o => o.Local?.Address);
        if (setting is null or { Value: ConfigWords.DefaultRoute }) return null;
        IPAddress? local = _parser.Host(setting);
        if (local is not null && remote is not null && local.AddressFamily != remote.AddressFamily)
            findings.Report(setting.Value.Path, $"{setting.Value.Name} and the peer's address are of different families", "both must be IPv4 or both IPv6");
        return local;
    }

    private IReadOnlyList<IkeProposal> ReadIkeProposals() =>
        ReadSuites<IkeProposal>(Find("ike:proposals", o => o.Ike?.Proposals), SuiteNames.TryParseIke) ?? DefaultSuites.Ike;

    private IReadOnlyList<EspProposal> ReadEspProposals() =>
        ReadSuites<EspProposal>(Find("esp:proposals", o => o.Esp?.Proposals), SuiteNames.TryParseEsp) ?? DefaultSuites.Esp;

    private IReadOnlyList<T>? ReadSuites<T>(Setting<List<string>>? setting, SuiteParser<T> parse)
    {
        if (setting is not { } found) return null;
        var list = new SuiteList<T>();
        for (int i = 0; i < found.Value.Count; i++)
        {
            if (parse(found.Value[i], out IReadOnlyList<T>? suites, out string? problem)) problem = list.Add(suites);
            if (problem is not null) findings.Report($"{found.Path}{ConfigPath.Separator}{i}", $"{found.Name}: {problem}");
        }

        return list.Suites;
    }

    /// <summary>By default the selectors are the networks.</summary>
    private (IReadOnlyList<TrafficSelector> Local, IReadOnlyList<TrafficSelector> Remote) ReadSelectors(ConnectionConfig connection)
    {
        IReadOnlyList<TrafficSelector> local = ReadSelectors("localSelectors", o => o.LocalSelectors, connection.LocalNetworks);
        IReadOnlyList<TrafficSelector> remote = ReadSelectors("remoteSelectors", o => o.RemoteSelectors, connection.RemoteNetworks);
        if (local.Count > 0 && remote.Count > 0 && !local.Any(l => remote.Any(r => l.IsIPv4 == r.IsIPv4)))
            findings.Report(settings.Path, $"{ConfigPath.ForPeople(settings.Path)}: local and remote networks are of different families", "traffic needs both ends in IPv4 or both in IPv6");
        return (local, remote);
    }

    private IReadOnlyList<TrafficSelector> ReadSelectors(string key, Func<TunnelOptions, List<string>?> read, IReadOnlyList<IpPrefix> networks)
    {
        if (Find(key, read) is not { } setting) return [.. networks.Select(TrafficSelector.FromPrefix)];
        IReadOnlyList<TrafficSelector> selectors = _parser.Selectors(setting);
        if (selectors.Count > ConfigLimits.MostSelectors)
            findings.Report(setting.Path, $"{setting.Name} has {selectors.Count} selectors", $"an IKE message holds at most {ConfigLimits.MostSelectors} for each end");
        // Protocols and ports are meant to leave something out; whole addresses are not.
        TrafficSelector[] addresses = [.. selectors.Select(selector => new TrafficSelector(selector.StartAddress, selector.EndAddress))];
        foreach (IpPrefix network in networks.Where(network => !TrafficSelector.FromPrefix(network).IsCoveredBy(addresses)))
            findings.Report(setting.Path, $"{setting.Name} does not cover the network {network}", "packets of that network would be dropped: widen the selectors");
        return selectors;
    }
}
