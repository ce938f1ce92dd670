namespace Culvert.Config;

internal sealed class InterfaceOptions
{
    public string? Device { get; set; }

    public string? Address { get; set; }
}
