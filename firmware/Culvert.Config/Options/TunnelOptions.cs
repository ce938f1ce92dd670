namespace Culvert.Config;

/// <summary>What a tunnel may say. A connection says the same for all its tunnels (<see cref="ConnectionOptions"/>).</summary>
internal class TunnelOptions
{
    public string? Start { get; set; }

    public EndpointOptions? Remote { get; set; }

    public int? Preference { get; set; }

    public List<string>? LocalSelectors { get; set; }

    public List<string>? RemoteSelectors { get; set; }

    public IkeOptions? Ike { get; set; }

    public EspOptions? Esp { get; set; }

    public DpdOptions? Dpd { get; set; }

    public EndpointOptions? Local { get; set; }

    public string? PreSharedKey { get; set; }
}
