using System.CommandLine;
using System.CommandLine.Help;
using Culvert.Console.Grammar;
using Culvert.Hal;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Cli;

/// <summary>The one binary's commands. Whatever goes wrong is one line on standard error and an exit code.</summary>
internal static class CommandLine
{
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        ParseResult parsed = Root().Parse(arguments, Parsing);
        if (parsed.Errors.Count > 0)
        {
            error.WriteLine($"culvert: {WhatIsWrong(parsed, arguments)}, {Where(arguments)}, see culvert --help");
            return ExitCode.WrongUsage;
        }

        try
        {
            var invocation = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
            return parsed.Invoke(invocation);
        }
        catch (Exception problem) when (problem is UserException or PacketDeviceException or KernelException)
        {
            error.WriteLine($"culvert: {OneLine(problem.Message)}");
            return ExitCode.Failed;
        }
        catch (IOException problem)
        {
            error.WriteLine($"culvert: cannot write the output, standard output, {OneLine(problem.Message)}");
            return ExitCode.Failed;
        }
    }

    private static Command Root()
    {
        // Not a RootCommand: that one is called what the program file is called, and in the image that is "init".
        var root = new Command("culvert", "Culvert: a branch-office IPsec gateway.")
        {
            new HelpOption { Recursive = true },
            new VersionOption(),
            RunCommand.Create(),
            InitCommand.Create(),
            ImportCommand.Create(),
            ShowCommand.Create(),
            TunnelCommands.Create(),
            ConsoleCommand.Create(),
            BoardCommand.Create(),
            ResetCommand.Create(),
            VersionCommand.Create(),
        };
        foreach (Command command in ConfigCommands.Create()) root.Add(command);
        return root;
    }

    private static string Where(IReadOnlyList<string> arguments) =>
        arguments.Count == 0 ? "command line" : "in 'culvert " + OneLine(string.Join(' ', SecretWords.Hide(arguments))) + "'";

    // An unknown word explains the missing command that the parser speaks of first; any of them may be a secret, where there is one.
    private static string WhatIsWrong(ParseResult parsed, IReadOnlyList<string> arguments) =>
        !SecretWords.Hide(arguments).SequenceEqual(arguments) ? "wrong usage"
        : parsed.UnmatchedTokens is [var word, ..] ? $"unknown word '{OneLine(word)}'" : OneLine(parsed.Errors[0].Message).TrimEnd('.');

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
