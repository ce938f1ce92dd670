using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>
/// What an import leaves open, as questions one after the other, and the options that the answers make. Whoever has a
/// terminal asks; nothing here waits.
/// </summary>
public sealed class ImportQuestions
{
    private readonly Queue<MissingValue> _open;

    private ImportQuestions(IEnumerable<MissingValue> open, ImportOptions options)
    {
        _open = new Queue<MissingValue>(open);
        Options = options;
    }

    /// <summary>With all answers so far.</summary>
    public ImportOptions Options { get; private set; }

    /// <summary>What is asked next; null: everything is answered. Its answer must not be shown when it is of a secret.</summary>
    public MissingValue? Next => _open.TryPeek(out MissingValue? next) ? next : null;

    /// <returns>Null when something cannot be asked: the file must be edited then.</returns>
    public static ImportQuestions? About(IReadOnlyList<MissingValue> missing, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(missing);
        ArgumentNullException.ThrowIfNull(options);
        // One answer serves every conn with the same placeholder, as the option itself would.
        return missing.Any(value => value.Option is not ("--local" or "--remote" or "--secrets"))
            ? null
            : new ImportQuestions(missing.DistinctBy(value => (value.Option, value.SecretOf)), options);
    }

    /// <summary>Takes the answer to <see cref="Next"/>.</summary>
    /// <returns>Null, or why the answer cannot be taken; then it is asked again.</returns>
    public string? Answer(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        MissingValue asked = _open.Peek();
        if (asked.Option == "--secrets")
        {
            Options = Options with { Secrets = [.. Options.Secrets, asked.AnswerSecret(answer)] };
        }
        else
        {
            string[] words = answer.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || !words.All(word => IpPrefix.TryParse(word, out _))) return "not a network, write it like 10.60.0.0/16";
            IReadOnlyList<IpPrefix> networks = [.. words.Select(IpPrefix.Parse)];
            Options = asked.Option == "--local" ? Options with { LocalNetworks = networks } : Options with { RemoteNetworks = networks };
        }

        _open.Dequeue();
        return null;
    }
}
