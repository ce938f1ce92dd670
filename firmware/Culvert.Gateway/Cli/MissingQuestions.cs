using Culvert.Config.Import;

namespace Culvert.Gateway.Cli;

/// <summary>Asks a person for what the imported files leave open.</summary>
internal sealed class MissingQuestions(ITerminal terminal)
{
    /// <summary>The options with the answers in them; null when something cannot be asked, or the person gave up.</summary>
    public ImportOptions? Ask(IReadOnlyList<MissingValue> missing, ImportOptions options)
    {
        if (!terminal.IsInteractive || ImportQuestions.About(missing, options) is not { } questions) return null;
        string? again = null;
        while (questions.Next is { } value)
        {
            if (terminal.Ask(again ?? value.What, value.SecretOf is not null) is not { Length: > 0 } answer) return null;
            again = questions.Answer(answer);
        }

        return questions.Options;
    }
}
