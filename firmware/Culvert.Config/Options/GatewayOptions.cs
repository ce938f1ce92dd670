namespace Culvert.Config;

/// <summary>The two documents merged and bound, every value still as it was written.</summary>
internal sealed class GatewayOptions
{
    public SystemOptions? System { get; set; }

    public InterfacesOptions? Interfaces { get; set; }

    public Dictionary<string, ConnectionOptions> Connections { get; } = new(StringComparer.OrdinalIgnoreCase);
}
