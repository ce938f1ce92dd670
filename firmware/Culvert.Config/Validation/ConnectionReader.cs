using Culvert.Core;

namespace Culvert.Config;

/// <summary>Validates one connection and its tunnels.</summary>
internal sealed class ConnectionReader(Findings findings)
{
    private readonly SettingParser _parser = new(findings);

    public ConnectionConfig Read(string name, ConnectionOptions options)
    {
        string path = ConfigPath.Combine("connections", name);
        Setting<string>? mode = Located(path, "mode", options.Mode);
        Setting<string>? routing = Located(path, "routing", options.Routing);
        var connection = new ConnectionConfig
        {
            Name = name,
            Mode = _parser.Choice(mode, ConfigWords.Mode, ConnectionMode.ActiveStandby),
            Routing = _parser.Choice(routing, ConfigWords.Routing, RoutingMode.Static),
            LocalNetworks = _parser.Networks(Located(path, "localNetworks", options.LocalNetworks)),
            RemoteNetworks = _parser.Networks(Located(path, "remoteNetworks", options.RemoteNetworks)),
            Tunnels = [],
        };
        RefuseUnsupported(connection, mode, routing);
        CheckNetworks(connection, path);
        return connection with { Tunnels = ReadTunnels(connection, path, options) };
    }

    private TunnelConfig[] ReadTunnels(ConnectionConfig connection, string path, ConnectionOptions options)
    {
        string tunnelsPath = ConfigPath.Combine(path, "tunnels");
        List<TunnelConfig> tunnels = [];
        foreach (string name in findings.Config.KeysBelow(tunnelsPath))
        {
            var settings = new TunnelSettings(ConfigPath.Combine(tunnelsPath, name), options.Tunnels.GetValueOrDefault(name) ?? new(), path, options);
            tunnels.Add(new TunnelReader(findings, settings).Read(connection, name));
        }

        if (tunnels.Count == 0) findings.Report(tunnelsPath, $"connection {Quoted.Text(connection.Name)} has no tunnel", "add one under tunnels, or remove the connection");
        CheckSelectors(tunnels, path);
        CheckPeers(tunnels, tunnelsPath);
        return [.. tunnels.OrderByDescending(tunnel => tunnel.Preference)];
    }

    // Accepted by the grammar, so that the file of a later version is understood, but not carried out by this one.
    private void RefuseUnsupported(ConnectionConfig connection, Setting<string>? mode, Setting<string>? routing)
    {
        if (connection.Routing == RoutingMode.Bgp) findings.Report(routing!.Value.Path, "BGP is not supported by this version", "set routing to static");
        if (connection.Mode == ConnectionMode.Ecmp) findings.Report(mode!.Value.Path, "ecmp is not supported by this version", "set mode to active-standby");
    }

    // Any to any is what a route-based peer asks for; the same network at both ends is a slip.
    private void CheckNetworks(ConnectionConfig connection, string path)
    {
        foreach (IpPrefix network in connection.RemoteNetworks.Where(network => network.Length > 0 && connection.LocalNetworks.Contains(network)))
            findings.Report(ConfigPath.Combine(path, "remoteNetworks"), $"{network} is at both ends", "the networks of the two ends must differ");
    }

    private void CheckSelectors(List<TunnelConfig> tunnels, string path)
    {
        if (tunnels.Any(tunnel => tunnel.LocalSelectors.Count == 0)) ReportMissing(path, "localNetworks", "name the networks at this end");
        if (tunnels.Any(tunnel => tunnel.RemoteSelectors.Count == 0)) ReportMissing(path, "remoteNetworks", "name the networks at the far end");
    }

    // Networks that were there but wrong are reported as that, not as missing too.
    private void ReportMissing(string path, string key, string remedy)
    {
        string keyPath = ConfigPath.Combine(path, key);
        if (!findings.AnyAt(keyPath)) findings.Report(keyPath, $"{ConfigPath.ForPeople(keyPath)} is missing", remedy);
    }

    /// <summary>A connection reaches its networks over different peers; address and identities tell its tunnels apart.</summary>
    private void CheckPeers(List<TunnelConfig> tunnels, string tunnelsPath)
    {
        foreach (TunnelConfig tunnel in tunnels.Where(tunnel => !System.Net.IPAddress.Any.Equals(tunnel.RemoteAddress)))
        {
            TunnelConfig first = tunnels.First(other => (other.RemoteAddress, other.RemoteId, other.LocalId).Equals((tunnel.RemoteAddress, tunnel.RemoteId, tunnel.LocalId)));
            if (ReferenceEquals(first, tunnel)) continue;
            string path = ConfigPath.Combine(ConfigPath.Combine(tunnelsPath, tunnel.Name), "remote:address");
            findings.Report(path, $"{tunnel.RemoteAddress?.ToString() ?? tunnel.RemoteId.ToString()} is already the peer of {Quoted.Text(first.Name)}", "each tunnel of a connection needs a peer of its own, or identities of its own");
        }
    }

    private static Setting<T>? Located<T>(string path, string key, T? value)
        where T : class => value is null ? null : new Setting<T>(value, ConfigPath.Combine(path, key));
}
