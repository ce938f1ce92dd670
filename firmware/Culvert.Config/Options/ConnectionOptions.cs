namespace Culvert.Config;

internal sealed class ConnectionOptions : TunnelOptions
{
    public string? Mode { get; set; }

    public string? Routing { get; set; }

    public List<string>? LocalNetworks { get; set; }

    public List<string>? RemoteNetworks { get; set; }

    public Dictionary<string, TunnelOptions> Tunnels { get; } = new(StringComparer.OrdinalIgnoreCase);
}
