namespace Culvert.Config;

internal sealed class WanOptions : InterfaceOptions
{
    public string? Gateway { get; set; }

    public List<string>? NameServers { get; set; }
}
