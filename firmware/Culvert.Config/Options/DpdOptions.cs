namespace Culvert.Config;

internal sealed class DpdOptions
{
    public string? Delay { get; set; }

    public string? Timeout { get; set; }
}
