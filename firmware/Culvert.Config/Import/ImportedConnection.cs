namespace Culvert.Config.Import;

/// <summary>What was understood of one connection.</summary>
/// <param name="IsNew">False: an import of the same peers as an existing connection, which is brought up to date.</param>
public sealed record ImportedConnection(
    string Name, bool IsNew, IReadOnlyList<string> LocalNetworks, IReadOnlyList<string> RemoteNetworks, IReadOnlyList<ImportedTunnel> Tunnels);
