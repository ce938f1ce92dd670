using Culvert.Config.Editing;
using Culvert.Config.Import;
using Culvert.Console.Grammar;
using Culvert.Console.Terminal;
using Culvert.Core;

namespace Culvert.Console.Session;

public sealed partial class ConsoleSession
{
    private IReadOnlyList<string>? _secretPath;
    private Action? _confirmed;

    private void Prompt()
    {
        if (_lostInput) _output.WriteLine($"error: more was typed ahead than can be kept, here, {ConsoleLimits.TypeAhead / 1024} KiB is the limit; see what is missing");
        _lostInput = false;
        _mode = SessionMode.Command;
        Editor.Begin($"{_name}{(_hasCandidate ? "*" : "")}> ");
    }

    private void TakeCommand(LineOutcome outcome, string line)
    {
        switch (outcome)
        {
            case LineOutcome.EndOfInput:
                _output.WriteLine("exit");
                LogOut("logged out");
                break;
            case LineOutcome.Entered when line.Trim().Length > 0:
                if (SecretWords.HideFrom(line) is null) _history.Add(line);
                Run(line);
                break;
            default:
                Prompt();
                break;
        }
    }

    private void Complete()
    {
        Completion completion = CommandCompleter.Complete(Editor.BeforeCursor);
        if (completion.Insert.Length > 0) Editor.Type(completion.Insert);
        else if (completion.Choices.Count > 0) Editor.Tell(completion.Choices);
        else _output.Send("\a");
    }

    private void Run(string line)
    {
        if (WordSplitter.Split(line) is not { } words) Refuse("a quote is not closed, on the line, close it");
        else if (words is ["help", .. var about]) Help(about);
        else if (words is [.. var before, "?"]) Help(before);
        else if (CommandParser.Parse(words) is { Verb: not CommandVerb.None } command) RunOrRefuse(words, command);
        else Refuse(CommandParser.Parse(words).Problem);
    }

    // Whoever gets such a word might show it: it goes nowhere but to its key.
    private void RunOrRefuse(string[] words, ParsedCommand command)
    {
        string[] shown = SecretWords.Hide(words);
        if (words is ["set", "password", ..])
        {
            Refuse("the password is no part of the configuration, in 'set password', change it with the command password");
            return;
        }

        bool isOfKey = command.Verb == CommandVerb.Set && ConfigEditor.IsSecret([.. command.Arguments.SkipLast(1)]);
        if (isOfKey || shown.SequenceEqual(words)) Run(words, command);
        else Refuse($"a secret has no place here, in '{string.Join(' ', shown)}', set it after its key preSharedKey, as one word or in quotes");
    }

    private void Run(string[] words, ParsedCommand command)
    {
        switch (command.Verb)
        {
            case CommandVerb.Exit:
                LogOut("logged out");
                break;
            case CommandVerb.AskGateway:
                Do(new ConsoleJob.AskGateway(words));
                break;
            case CommandVerb.ShowConfig:
                Do(new ConsoleJob.ShowConfig(AsCommands: words.Length > 2));
                break;
            case CommandVerb.Set when ConfigEditor.IsSecret(command.Arguments):
                (_secretPath, _mode) = (command.Arguments, SessionMode.SecretValue);
                Editor.Begin($"{command.Arguments[^1]}: ", isUnseen: true);
                break;
            case CommandVerb.Set:
                Do(new ConsoleJob.Set(command.Arguments));
                break;
            case CommandVerb.Delete:
                Do(new ConsoleJob.Delete(command.Arguments));
                break;
            case CommandVerb.Compare:
                Do(new ConsoleJob.Compare());
                break;
            case CommandVerb.Commit:
                Do(new ConsoleJob.Commit());
                break;
            case CommandVerb.Discard:
                Do(new ConsoleJob.Discard());
                break;
            case CommandVerb.Import:
                BeginPaste(words.Length > 1 ? SuiteChoice.Strong : SuiteChoice.File);
                break;
            case CommandVerb.ChangePassword:
                BeginChange();
                break;
            case CommandVerb.Ping:
                Do(new ConsoleJob.Ping(command.Arguments[0]));
                break;
            case CommandVerb.ResetFactory:
                Confirm("This erases the configuration, all secrets and the password.", Reset);
                break;
            case CommandVerb.Reboot:
                Confirm("All tunnels go down until the box is back.", () => Do(new ConsoleJob.Reboot()));
                break;
            default:
                Prompt();
                break;
        }
    }

    private void Do(ConsoleJob job) => Want(job, (_, reply) =>
    {
        Tell(reply);
        Prompt();
    });

    // Whoever is there has no password any more that would keep others out.
    private void Reset() => Want(new ConsoleJob.ResetFactory(), (_, reply) =>
    {
        Tell(reply);
        if (reply.IsDone) LogOut("logged out");
        else Prompt();
    });

    private void Refuse(string problem)
    {
        _output.WriteLine($"error: {problem}");
        Prompt();
    }

    private void Help(IReadOnlyList<string> words)
    {
        foreach (string line in CommandParser.Help(SecretWords.Hide(words))) _output.WriteLine(line);
        Prompt();
    }

    private void TakeSecretValue(LineOutcome outcome, string typed)
    {
        IReadOnlyList<string> path = _secretPath!;
        _secretPath = null;
        if (outcome == LineOutcome.Entered && typed.Length > 0) Do(new ConsoleJob.Set([.. path, typed]));
        else Refuse("no value was given, set " + string.Join(' ', path) + ", nothing was changed");
    }

    private void Confirm(string consequence, Action confirmed)
    {
        _output.WriteLine(consequence);
        (_confirmed, _mode) = (confirmed, SessionMode.Confirm);
        Editor.Begin("type yes to go on: ");
    }

    private void TakeConfirmation(LineOutcome outcome, string answer)
    {
        Action confirmed = _confirmed!;
        _confirmed = null;
        if (outcome == LineOutcome.Entered && answer == "yes")
        {
            confirmed();
            return;
        }

        _output.WriteLine("nothing was done");
        Prompt();
    }
}
