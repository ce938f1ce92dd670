namespace Culvert.Config;

internal sealed class InterfacesOptions
{
    public WanOptions? Wan { get; set; }

    public InterfaceOptions? Lan { get; set; }
}
