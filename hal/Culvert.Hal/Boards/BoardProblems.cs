using System.Globalization;

namespace Culvert.Hal.Boards;

/// <summary>Reads words of a board.json and keeps what was wrong with them.</summary>
internal sealed class BoardProblems(string source)
{
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public void Add(string text) => _all.Add($"{source}: {text}");

    /// <summary>The value of an enumeration by name; null and a problem when it is none of them.</summary>
    public T? Word<T>(string? word, string path)
        where T : struct, Enum
    {
        // TryParse takes numbers and lists too, which are no words.
        if (Enum.TryParse(word, ignoreCase: true, out T value) && word!.All(char.IsAsciiLetter)) return value;
        string known = string.Join(", ", Enum.GetNames<T>().Select(CamelCase));
        Add(word is null ? $"'{path}' is missing; one of: {known}" : $"'{path}': '{word}' is not one of: {known}");
        return null;
    }

    /// <summary>A number in a range; null and a problem when it is missing or no such number.</summary>
    public int? Number(string? word, string path, int least, int most, string what)
    {
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most) return number;
        Add(word is null ? $"'{path}' is missing: {what}" : $"'{path}': '{word}' is not {what}");
        return null;
    }

    /// <summary>true or false, false when it is not said; null and a problem otherwise.</summary>
    public bool? Flag(string? word, string path)
    {
        if (word is null) return false;
        if (bool.TryParse(word, out bool flag)) return flag;
        Add($"'{path}': '{word}' is neither true nor false");
        return null;
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
