namespace Culvert.Config;

/// <summary>Paths of keys as Microsoft.Extensions.Configuration writes them, and as people read them.</summary>
internal static class ConfigPath
{
    public const char Separator = ':';

    public static string Combine(string parent, string key) => parent.Length == 0 ? key : $"{parent}{Separator}{key}";

    /// <summary>The path without its last key; empty at the root.</summary>
    public static string Parent(string path) => path[..Math.Max(0, path.LastIndexOf(Separator))];

    public static string LastKey(string path) => path[(path.LastIndexOf(Separator) + 1)..];

    /// <summary>"connections.aws.dpd.delay".</summary>
    public static string ForPeople(string path) => path.Replace(Separator, '.');
}
