namespace Culvert.Config.Import;

/// <summary>One line of an ipsec.conf, seen by itself.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Indent">White space before the first character.</param>
/// <param name="Head">Section type, keyword or first word.</param>
/// <param name="Body">Section name, pattern, or the value as written.</param>
internal sealed record ConfLine(ConfLineKind Kind, int Number, int Indent, string Head, string Body, string Text)
{
    private static readonly string[] SectionTypes = ["conn", "config", "ca"];

    public int Column => Indent + 1;

    public static ConfLine Read(string text, int number)
    {
        string trimmed = text.Trim();
        int indent = text.Length - text.TrimStart().Length;
        if (trimmed.Length == 0 || trimmed[0] == '#') return new ConfLine(ConfLineKind.Blank, number, indent, "", "", text);
        if (SecretLine.IsSecret(trimmed)) return new ConfLine(ConfLineKind.Secret, number, indent, "", "", text);
        if (ReadAssignment(trimmed) is { } assignment) return new ConfLine(ConfLineKind.Assignment, number, indent, assignment.Key, assignment.Value, text);
        string[] words = WithoutComment(trimmed).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new ConfLine(words.Length == 2 ? KindOf(words[0]) : ConfLineKind.Other, number, indent, words[0], words.ElementAtOrDefault(1) ?? "", text);
    }

    /// <summary>Cuts a comment off: '#' at the start or after white space, so that "@#c0ffee" stays whole.</summary>
    public static string WithoutComment(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '#' && (i == 0 || char.IsWhiteSpace(text[i - 1]))) return text[..i].TrimEnd();
        }

        return text;
    }

    private static ConfLineKind KindOf(string word) => word switch
    {
        _ when SectionTypes.Contains(word) => ConfLineKind.Section,
        "include" => ConfLineKind.Include,
        "version" => ConfLineKind.Version,
        _ => ConfLineKind.Other,
    };

    private static KeyValuePair<string, string>? ReadAssignment(string trimmed)
    {
        int equals = trimmed.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) return null;
        string keyword = trimmed[..equals].TrimEnd();
        bool isKeyword = char.IsAsciiLetter(keyword[0]) && keyword.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        return isKeyword ? new(keyword, trimmed[(equals + 1)..].Trim()) : null;
    }
}
