using Culvert.Core;

namespace Culvert.Console.Grammar;

/// <summary>Finds where a secret may begin on a line that is being typed: what follows is neither shown nor remembered.</summary>
public static class SecretWords
{
    private const string Key = "preSharedKey";

    // The command asks for it; somebody may type it on the line all the same.
    private const string Password = "password";

    // As files of peers call it: somebody may paste such a line at the prompt.
    private const string ShortKey = "PSK";

    private const string Stars = "***";

    /// <summary>The index of the first character after the key; null: nothing to hide. A mistyped key hides as well.</summary>
    public static int? HideFrom(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        int start = 0;
        for (int i = 0; i < line.Length; i++)
        {
            if (!char.IsWhiteSpace(line[i]) && line[i] is not ('=' or ':')) continue;
            if (IsKey(line[start..i])) return i + 1;
            start = i + 1;
        }

        return null;
    }

    /// <summary>The words as they may be shown: stars in place of what follows the key.</summary>
    public static string[] Hide(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        bool isHidden = false;
        return [.. words.Select(word => isHidden ? Stars : Hide(word, out isHidden))];
    }

    private static string Hide(string word, out bool hidesNext)
    {
        int? from = HideFrom(word + ' ');
        hidesNext = from is not null;
        return from < word.Length ? word[..from.Value] + Stars : word;
    }

    private static bool IsKey(string word)
    {
        string bare = string.Concat(word.Where(c => c is not ('"' or '\'' or '\\')));
        return bare.Equals(ShortKey, StringComparison.OrdinalIgnoreCase) || NearestWord.Find(bare, [Key, Password]) is not null;
    }
}
