using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using System.Text.Json;
using Culvert.Config.Editing;
using Culvert.Config.Import;
using Culvert.Console.Grammar;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Reset;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.Cli;

/// <summary>culvert set, delete, compare, commit, discard: the console's verbs, one at a time.</summary>
internal static class ConfigCommands
{
    public static IEnumerable<Command> Create() =>
    [
        WithWords("set", "Set a value of the candidate; nothing applies until commit.", "PATH VALUE", "The keys as separate words, then the value; a list by comma.", Set),
        WithWords("delete", "Remove a value, or all below keys, from the candidate.", "PATH", "The keys as separate words.", (verbs, words) => verbs.Delete(words)),
        Compare(),
        Plain("commit", "Validate the candidate and make it the configuration; a running gateway has applied it then.", verbs => verbs.Commit()),
        Plain("discard", "Forget the candidate.", verbs => verbs.Discard()),
    ];

    /// <summary>The engine, on this machine's files.</summary>
    public static ConfigVerbs Verbs(string directory, string control)
    {
        var storage = new LinuxStorage();
        return new ConfigVerbs(storage, DataWipe.OpenStore(storage, directory), request => ControlClient.TryAsk(control, request));
    }

    private static Command WithWords(string name, string description, string words, string help, Func<ConfigVerbs, IReadOnlyList<string>, VerbResult> run)
    {
        var argument = new Argument<string[]>(words) { Description = help, Arity = ArgumentArity.OneOrMore };
        argument.Validators.Add(SharedOptions.RefuseOption);
        Command command = Plain(name, description, (verbs, parsed) => run(verbs, parsed.GetRequiredValue(argument)));
        command.Add(argument);
        return command;
    }

    private static Command Compare()
    {
        Option<bool> json = SharedOptions.Json();
        Command command = Plain("compare", "Show what the candidate changes.", (verbs, parsed) => parsed.GetValue(json) ? VerbResult.Done(ToJson(verbs)) : verbs.Compare());
        command.Add(json);
        return command;
    }

    private static string ToJson(ConfigVerbs verbs)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true })) ImportReport.WriteJson(verbs.Changes(), writer);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    // Other users see a command line, and the shell keeps it: a secret comes in by the terminal or a pipe.
    private static VerbResult Set(ConfigVerbs verbs, IReadOnlyList<string> words)
    {
        string[] shown = SecretWords.Hide(words);
        if (!shown.SequenceEqual(words))
            return VerbResult.Failed($"a secret does not belong on a command line, set {string.Join(' ', shown)}, leave it out: it is asked for, or read from standard input");
        if (!ConfigEditor.IsSecret(words)) return verbs.Set(words);
        return AskForSecret(words[^1]) is { Length: > 0 } secret ? verbs.Set([.. words, secret]) : VerbResult.Failed($"no value was given, set {string.Join(' ', words)}, do it again");
    }

    private static string? AskForSecret(string key)
    {
        var terminal = new ConsoleTerminal();
        return terminal.IsInteractive ? terminal.Ask(key, isSecret: true) : System.Console.In.ReadLine();
    }

    private static Command Plain(string name, string description, Func<ConfigVerbs, VerbResult> run) => Plain(name, description, (verbs, _) => run(verbs));

    private static Command Plain(string name, string description, Func<ConfigVerbs, ParseResult, VerbResult> run)
    {
        Option<string> config = SharedOptions.Config();
        Option<string> control = SharedOptions.Control();
        var command = new Command(name, description) { config, control };
        command.SetAction(parsed => Tell(run(Verbs(parsed.GetRequiredValue(config), parsed.GetRequiredValue(control)), parsed), parsed.InvocationConfiguration));
        return command;
    }

    private static int Tell(VerbResult result, InvocationConfiguration streams)
    {
        foreach (string line in result.Output) streams.Output.WriteLine(line);
        foreach (string line in result.Errors) streams.Error.WriteLine($"culvert: {line}");
        return result.IsDone ? ExitCode.Done : ExitCode.Failed;
    }
}
