using Culvert.Config.Editing;
using Culvert.Core;

namespace Culvert.Console.Grammar;

/// <summary>Walks words along the grammar: to a command, or to what may follow them.</summary>
internal static class CommandParser
{
    public static ParsedCommand Parse(IReadOnlyList<string> words)
    {
        if (Walk(words, out int used, out string problem) is not { } node) return new ParsedCommand(CommandVerb.None, [], problem);
        if (node.Verb != CommandVerb.None) return new ParsedCommand(node.Verb, [.. words.Skip(used)], "");
        return new ParsedCommand(CommandVerb.None, [], $"more words are missing, {Where(words)}, go on with {Known(node)}");
    }

    /// <summary>What may follow the words, a line each; or the problem that they have.</summary>
    public static IReadOnlyList<string> Help(IReadOnlyList<string> words)
    {
        IReadOnlyList<(string, string)> rows = Following(words, out string problem);
        return problem.Length > 0 ? [problem] : Table(rows);
    }

    /// <summary>What may follow the words, each with a word of help; nothing where they have a problem.</summary>
    public static IReadOnlyList<(string Word, string Help)> Following(IReadOnlyList<string> words, out string problem)
    {
        if (Walk(words, out int used, out problem) is not { } node) return [];
        if (node.Parameter == ParameterKind.ConfigPath || node.Children is [{ Parameter: ParameterKind.ConfigPath }])
            return ConfigEditor.Below([.. words.Skip(node.Parameter == ParameterKind.None ? 1 : used)], out problem);
        List<(string, string)> rows = [.. node.Children.Select(child => (child.Word, child.Help))];
        if (node.Verb != CommandVerb.None && words.Count > 0) rows.Insert(0, ("<Enter>", node.Help));
        return rows;
    }

    /// <summary>In two columns.</summary>
    public static IReadOnlyList<string> Table(IReadOnlyList<(string Word, string Help)> rows)
    {
        int width = rows.Max(row => row.Word.Length);
        return [.. rows.Select(row => $"  {row.Word.PadRight(width)}  {row.Help}")];
    }

    // Arguments are what parameters stand for: all words but the keywords before them.
    private static CommandNode? Walk(IReadOnlyList<string> words, out int used, out string problem)
    {
        CommandNode node = ConsoleGrammar.Root;
        problem = "";
        for (used = 0; used < words.Count; used++)
        {
            if (node.Child(words[used]) is not { } child)
            {
                problem = Unknown(node, words, used);
                return null;
            }

            node = child;
            if (node.Parameter == ParameterKind.ConfigPath) return node;
            if (node.Parameter == ParameterKind.None) continue;
            if (used + 1 == words.Count) return node;
            problem = $"a word too many, {Where(words)}, leave '{SecretWords.Hide(words)[used + 1]}' out";
            return null;
        }

        return node;
    }

    private static string Unknown(CommandNode node, IReadOnlyList<string> words, int at)
    {
        if (node.Children.Count == 0) return $"a word too many, {Where(words)}, leave '{SecretWords.Hide(words)[at]}' out";
        string what = at == 0 ? "unknown command" : "unknown word";
        string advice = NearestWord.Find(words[at], node.Children.Select(child => child.Word)) is { } nearest
            ? $"did you mean '{nearest}'?"
            : at == 0 ? "'help' lists the commands" : $"known here: {string.Join(", ", node.Children.Select(child => child.Word))}";
        return $"{what} '{SecretWords.Hide(words)[at]}', {Where(words)}, {advice}";
    }

    private static string Where(IReadOnlyList<string> words) => words.Count == 0 ? "on the line" : $"in '{string.Join(' ', SecretWords.Hide(words))}'";

    private static string Known(CommandNode node) => node.Children.Count == 1
        ? node.Children[0].Word
        : "one of " + string.Join(", ", node.Children.Select(child => child.Word));
}
