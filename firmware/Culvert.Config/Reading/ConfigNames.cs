namespace Culvert.Config;

/// <summary>Names of connections and tunnels: they appear in paths, commands, logs and device names.</summary>
public static class ConfigNames
{
    private const int LongestName = 63;

    /// <summary>For the person whose name was refused.</summary>
    public const string Rule = "use letters, digits, '-', '_' and '.', beginning with a letter or digit, at most 63";

    public static bool IsValid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0]) &&
            name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
    }
}
