using System.CommandLine;
using System.CommandLine.Parsing;
using Culvert.Console.Grammar;
using Culvert.Gateway.ControlSocket;

namespace Culvert.Gateway.Cli;

/// <summary>culvert show …: state of the running gateway. Topics, and what may follow them, are the console's.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var show = new Command("show", "Show the state of the running gateway.");
        foreach (CommandNode topic in ConsoleGrammar.Topics) show.Add(Topic(topic));
        return show;
    }

    // no-color.org: the variable counts when it is set to anything.
    private static bool HasColour =>
        !System.Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private static Command Topic(CommandNode topic)
    {
        Option<bool> json = SharedOptions.Json();
        Option<string> control = SharedOptions.Control();
        Option<bool>[] choices = [.. topic.Children.Where(IsOption).Select(child => new Option<bool>(child.Word) { Description = Sentence(child.Help) })];
        Argument<string>[] values = [.. topic.Children.Where(child => !IsOption(child)).Select(ToArgument)];
        var command = new Command(topic.Word, Sentence(topic.Help)) { json, control };
        foreach (Option<bool> choice in choices) command.Add(choice);
        foreach (Argument<string> value in values) command.Add(value);
        command.Validators.Add(result => RefuseTwo(result, choices));
        command.SetAction(parsed =>
        {
            IEnumerable<string> chosen = choices.Where(parsed.GetValue).Select(choice => choice.Name);
            IEnumerable<string> given = values.Select(parsed.GetValue).OfType<string>();
            return RemoteCommand.RunOnBoard(parsed, control, new(["show", topic.Word, .. chosen, .. given], parsed.GetValue(json), Colour: HasColour));
        });
        return command;
    }

    private static bool IsOption(CommandNode node) => node.Word.StartsWith("--", StringComparison.Ordinal);

    private static Argument<string> ToArgument(CommandNode node)
    {
        var argument = new Argument<string>(node.Word) { Description = Sentence(node.Help), Arity = ArgumentArity.ZeroOrOne };
        argument.Validators.Add(SharedOptions.RefuseOption);
        return argument;
    }

    private static void RefuseTwo(CommandResult command, IEnumerable<Option<bool>> choices)
    {
        string[] given = [.. choices.Where(command.GetValue).Select(choice => choice.Name)];
        if (given.Length > 1) command.AddError($"{string.Join(" and ", given)} do not go together");
    }

    private static string Sentence(string help) => $"{char.ToUpperInvariant(help[0])}{help[1..]}.";
}
