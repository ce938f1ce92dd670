namespace Culvert.Config;

internal sealed class IkeOptions
{
    public int? Version { get; set; }

    public List<string>? Proposals { get; set; }

    public string? Lifetime { get; set; }
}
