using Culvert.Config;
using Culvert.Config.Import;
using Culvert.Core;

namespace Culvert.Gateway.Cli;

/// <summary>Asks a person for what the imported files leave open.</summary>
internal sealed class MissingQuestions(ITerminal terminal)
{
    /// <summary>The options with the answers in them; null when something cannot be asked, or the person gave up.</summary>
    public ImportOptions? Ask(IReadOnlyList<MissingValue> missing, ImportOptions options)
    {
        if (!terminal.IsInteractive || missing.Any(value => value.Option is null)) return null;
        // One answer serves every conn with the same placeholder, as the option itself would.
        foreach (MissingValue value in missing.DistinctBy(value => (value.Option, value.SecretOf)))
        {
            if (Ask(value, options) is not { } answered) return null;
            options = answered;
        }

        return options;
    }

    private ImportOptions? Ask(MissingValue value, ImportOptions options) => value.Option switch
    {
        "--local" => AskNetworks(value) is { } networks ? options with { LocalNetworks = networks } : null,
        "--remote" => AskNetworks(value) is { } networks ? options with { RemoteNetworks = networks } : null,
        "--secrets" => AskSecret(value) is { } document ? options with { Secrets = [.. options.Secrets, document] } : null,
        _ => null,
    };

    private IReadOnlyList<IpPrefix>? AskNetworks(MissingValue value)
    {
        string question = value.What;
        while (true)
        {
            if (terminal.Ask(question, isSecret: false) is not { Length: > 0 } answer) return null;
            string[] words = answer.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0 && words.All(word => IpPrefix.TryParse(word, out _))) return [.. words.Select(IpPrefix.Parse)];
            question = "not a network, write it like 10.60.0.0/16";
        }
    }

    private NamedText? AskSecret(MissingValue value) =>
        terminal.Ask(value.What, isSecret: true) is { Length: > 0 } typed ? value.AnswerSecret(typed) : null;
}
