namespace Culvert.Config;

internal class InterfaceOptions
{
    public string? Device { get; set; }

    public string? Address { get; set; }
}
