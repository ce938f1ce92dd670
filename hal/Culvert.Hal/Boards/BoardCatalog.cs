using System.Reflection;

namespace Culvert.Hal.Boards;

/// <summary>The boards that are built into the binary.</summary>
public static class BoardCatalog
{
    private const string Prefix = "boards/";
    private const string Suffix = "/board.json";

    /// <summary>Used where nothing else is said.</summary>
    public const string Default = "lab";

    private static Assembly Home => typeof(BoardCatalog).Assembly;

    public static IReadOnlyList<string> Names { get; } = Home.GetManifestResourceNames()
        .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal) && resource.EndsWith(Suffix, StringComparison.Ordinal))
        .Select(resource => resource[Prefix.Length..^Suffix.Length])
        .Order(StringComparer.Ordinal)
        .ToList();

    /// <summary>The built-in board of that name, or a board without parts and one problem that names the known ones.</summary>
    public static BoardResult Find(string name)
    {
        using Stream? resource = Home.GetManifestResourceStream(Prefix + name + Suffix);
        if (resource is null) return BoardResult.Bare(name, $"unknown board, '{name}', use one of {string.Join(", ", Names)}, or name a board.json");
        using var reader = new StreamReader(resource);
        return BoardParser.Parse(reader.ReadToEnd(), name);
    }
}
