using Culvert.Core;

namespace Culvert.Console.Grammar;

/// <summary>Finds where a secret may begin on a line that is being typed: what follows is neither shown nor remembered.</summary>
internal static class SecretWords
{
    private const string Key = "preSharedKey";

    /// <summary>The index of the first character after the key; null: nothing to hide. A mistyped key hides as well.</summary>
    public static int? HideFrom(string line)
    {
        int start = 0;
        for (int i = 0; i < line.Length; i++)
        {
            if (!char.IsWhiteSpace(line[i])) continue;
            if (NearestWord.Find(line[start..i].Trim('"', '\''), [Key]) is not null) return i + 1;
            start = i + 1;
        }

        return null;
    }
}
