namespace Culvert.Console.Grammar;

/// <summary>Completes the word that is being typed, from the same grammar as parsing and help.</summary>
internal static class CommandCompleter
{
    /// <param name="before">The line up to the cursor.</param>
    public static Completion Complete(string before)
    {
        // Quotes hold a value, and so may what follows a secret's key.
        if (before.AsSpan().ContainsAny('"', '\'') || SecretWords.HideFrom(before) is not null || WordSplitter.Split(before) is not { } words) return Completion.None;
        bool isBegun = before.Length > 0 && !char.IsWhiteSpace(before[^1]);
        string begun = isBegun ? words[^1] : "";
        string[] whole = isBegun ? words[..^1] : words;
        IReadOnlyList<(string Word, string Help)> fitting =
            [.. CommandParser.Following(whole is ["help", .. var about] ? about : whole, out _).Where(row => row.Word.StartsWith(begun, StringComparison.Ordinal))];
        if (fitting.Count == 0) return Completion.None;
        string common = fitting.Select(row => row.Word).Aggregate(CommonBeginning);
        if (fitting.Count == 1 && IsTyped(common)) return new Completion(common[begun.Length..] + " ", []);
        return common.Length > begun.Length && IsTyped(common) ? new Completion(common[begun.Length..], []) : new Completion("", CommandParser.Table(fitting));
    }

    // What a person chooses is written in capitals, or in brackets.
    private static bool IsTyped(string word) => word.Length > 0 && (char.IsAsciiLetterLower(word[0]) || word[0] == '-');

    private static string CommonBeginning(string left, string right) => left[..left.AsSpan().CommonPrefixLength(right)];
}
