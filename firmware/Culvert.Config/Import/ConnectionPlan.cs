namespace Culvert.Config.Import;

/// <summary>Which connection some tunnels of the import make up.</summary>
/// <param name="Existing">The connection that is brought up to date; null: a new one.</param>
internal sealed record ConnectionPlan(string Name, ConnectionConfig? Existing, IReadOnlyList<TunnelPlan> Tunnels)
{
    public string Path => ConfigPath.Combine("connections", Name);

    /// <summary>Whether the import speaks for every tunnel that the connection will have.</summary>
    public bool IsWhole => Existing is null || Existing.Tunnels.All(tunnel => Tunnels.Any(plan => plan.Name == tunnel.Name));

    public string TunnelPath(TunnelPlan tunnel) => $"{Path}{ConfigPath.Separator}tunnels{ConfigPath.Separator}{tunnel.Name}";
}
