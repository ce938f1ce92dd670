namespace Culvert.Config;

internal sealed class InterfacesOptions
{
    public InterfaceOptions? Wan { get; set; }

    public InterfaceOptions? Lan { get; set; }
}
