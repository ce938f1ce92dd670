using Culvert.Core;

namespace Culvert.Config;

/// <summary>Validates the whole configuration: parse once, here; nothing behind this sees an unparsed string.</summary>
internal sealed class GatewayReader(Findings findings)
{
    public GatewayConfig Read(GatewayOptions options)
    {
        var connections = new ConnectionReader(findings);
        var config = new GatewayConfig(
            new SystemReader(findings).Read(options.System),
            new InterfacesReader(findings).Read(options.Interfaces),
            [.. findings.Config.KeysBelow("connections").Select(name => connections.Read(name, options.Connections.GetValueOrDefault(name) ?? new()))]);
        CheckTunnelNames(config);
        new CallerCheck(findings).Check(config);
        CheckSecretsHaveOwners();
        return config;
    }

    private void CheckTunnelNames(GatewayConfig config)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (TunnelConfig tunnel in config.Connections.SelectMany(connection => connection.Tunnels))
        {
            if (owners.TryAdd(tunnel.Name, tunnel.Connection)) continue;
            findings.Report(
                $"connections:{tunnel.Connection}:tunnels:{tunnel.Name}",
                $"tunnel name {Quoted.Text(tunnel.Name)} is taken by connection {Quoted.Text(owners[tunnel.Name])}",
                $"tunnel names are unique on the box; for example {Quoted.Text($"{tunnel.Connection}-{tunnel.Name}")}");
        }
    }

    private void CheckSecretsHaveOwners()
    {
        foreach (string connection in findings.Secrets.KeysBelow("connections"))
        {
            CheckOwner("connections", connection, "connection");
            string tunnels = $"connections:{connection}:tunnels";
            if (!findings.Config.Positions.ContainsKey($"connections:{connection}")) continue;
            foreach (string tunnel in findings.Secrets.KeysBelow(tunnels)) CheckOwner(tunnels, tunnel, "tunnel");
        }
    }

    private void CheckOwner(string parent, string name, string kind)
    {
        string path = ConfigPath.Combine(parent, name);
        if (findings.Config.Positions.ContainsKey(path)) return;
        string? nearest = NearestWord.Find(name, findings.Config.KeysBelow(parent));
        findings.ReportSecret(
            path,
            $"{findings.Config.Name} has no {kind} {Quoted.Text(name)}",
            nearest is null ? "remove the secret, or name what it is for" : $"did you mean '{nearest}'?");
    }
}
