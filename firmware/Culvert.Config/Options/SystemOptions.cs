namespace Culvert.Config;

internal sealed class SystemOptions
{
    public string? HostName { get; set; }

    public string? ResetButton { get; set; }
}
