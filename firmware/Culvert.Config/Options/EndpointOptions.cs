namespace Culvert.Config;

internal sealed class EndpointOptions
{
    public string? Address { get; set; }

    public string? Id { get; set; }
}
