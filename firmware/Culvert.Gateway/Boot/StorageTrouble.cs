namespace Culvert.Gateway.Boot;

/// <summary>What the start of the image has found out of the place where the configuration is kept, for everybody that it starts.</summary>
internal static class StorageTrouble
{
    private const string Variable = "CULVERT_STORAGE";

    /// <summary>A sentence; null: all is well, or this is not the image.</summary>
    public static string? Text
    {
        get => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text : null;
        set => Environment.SetEnvironmentVariable(Variable, value);
    }
}
