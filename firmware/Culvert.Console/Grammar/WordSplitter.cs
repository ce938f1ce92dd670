using System.Text;

namespace Culvert.Console.Grammar;

/// <summary>A line's words: by spaces; quotes of either kind keep spaces together, a backslash inside "…" takes the next character as it is.</summary>
internal static class WordSplitter
{
    /// <returns>Null: a quote is not closed.</returns>
    public static string[]? Split(string line)
    {
        List<string> words = [];
        var word = new StringBuilder();
        bool isWord = false;
        char quote = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (quote != '\0' && c == quote) quote = '\0';
            else if (quote == '"' && c == '\\' && i + 1 < line.Length) word.Append(line[++i]);
            else if (quote != '\0') word.Append(c);
            else if (c is '"' or '\'') (quote, isWord) = (c, true);
            else if (!char.IsWhiteSpace(c)) (_, isWord) = (word.Append(c), true);
            else if (isWord)
            {
                words.Add(word.ToString());
                (_, isWord) = (word.Clear(), false);
            }
        }

        if (isWord) words.Add(word.ToString());
        return quote == '\0' ? [.. words] : null;
    }
}
