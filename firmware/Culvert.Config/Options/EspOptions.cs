namespace Culvert.Config;

internal sealed class EspOptions
{
    public List<string>? Proposals { get; set; }

    public string? Lifetime { get; set; }

    public string? LifetimeBytes { get; set; }

    public string? LifetimePackets { get; set; }

    public string? Encapsulation { get; set; }

    public int? ReplayWindow { get; set; }
}
