namespace Culvert.Hal.Boards;

internal sealed class NicOptions
{
    public string? Path { get; set; }

    public string? Driver { get; set; }

    public string? Mac { get; set; }
}
