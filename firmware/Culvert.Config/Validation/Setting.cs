namespace Culvert.Config;

/// <summary>A value as written, and the path where it was found.</summary>
internal readonly record struct Setting<T>(T Value, string Path)
{
    public string Name => ConfigPath.ForPeople(Path);
}
