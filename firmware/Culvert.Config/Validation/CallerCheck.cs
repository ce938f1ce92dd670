namespace Culvert.Config;

/// <summary>
/// What tunnels whose peers call from anywhere need of each other and of the rest: such a caller is known only when it has
/// said who it is, which is after the IKE suite was chosen.
/// </summary>
internal sealed class CallerCheck(Findings findings)
{
    public void Check(GatewayConfig config)
    {
        TunnelConfig[] open = [.. config.Tunnels.Where(tunnel => tunnel.RemoteAddress is null)];
        if (open.Length == 0) return;
        foreach (TunnelConfig tunnel in open.Skip(1)) Compare(tunnel, open);
        foreach (ConnectionConfig connection in config.Connections.Where(RoutesEverything))
        {
            findings.Report(
                $"connections:{connection.Name}:remoteNetworks",
                $"everything is routed into connection {Quoted.Text(connection.Name)}, and {Quoted.Text(open[0].Name)} takes callers from anywhere",
                "the way to a peer of unknown address must stay outside of every tunnel: name the networks");
        }
    }

    private void Compare(TunnelConfig tunnel, TunnelConfig[] open)
    {
        TunnelConfig twin = open.First(other => other.RemoteId.Equals(tunnel.RemoteId) && Equals(other.LocalId, tunnel.LocalId));
        if (twin.Connection != tunnel.Connection)
            Report(tunnel, "remote:id", $"{Quoted.Text(tunnel.RemoteId.ToString())} is already the caller of {Quoted.Text(twin.Name)}", "a caller from anywhere is told apart by its identity, or by ours");
        if (!tunnel.IkeProposals.SequenceEqual(open[0].IkeProposals))
            Report(tunnel, "ike:proposals", $"{Quoted.Text(tunnel.Name)} and {Quoted.Text(open[0].Name)} take callers from anywhere with different IKE suites", "the suite is chosen before the caller says who it is: give both the same");
        if (tunnel.Encapsulation != open[0].Encapsulation)
            Report(tunnel, "esp:encapsulation", $"{Quoted.Text(tunnel.Name)} and {Quoted.Text(open[0].Name)} take callers from anywhere with different encapsulation", "it is settled before the caller says who it is: give both the same");
    }

    private void Report(TunnelConfig tunnel, string key, string what, string remedy) =>
        findings.Report($"connections:{tunnel.Connection}:tunnels:{tunnel.Name}:{key}", what, remedy);

    // 0.0.0.0/0, or its halves.
    private static bool RoutesEverything(ConnectionConfig connection) => connection.RemoteNetworks.Any(network => network.Length <= 1);
}
