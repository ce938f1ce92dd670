using System.CommandLine;
using System.CommandLine.Parsing;
using Culvert.Gateway.ControlSocket;

namespace Culvert.Gateway.Cli;

/// <summary>Options that several commands take; made anew for each, since a parsed option belongs to one command.</summary>
internal static class SharedOptions
{
    private const string DefaultDirectory = "/etc/culvert";

    public static Option<string> Config()
    {
        var option = new Option<string>("--config")
        {
            Description = "Configuration directory.",
            HelpName = "DIR",
            DefaultValueFactory = _ => DefaultDirectory,
        };
        option.Validators.Add(RefuseFile);
        return option;
    }

    public static Option<string> Control() => new("--control")
    {
        Description = $"Control socket; also by ${ControlPath.EnvironmentVariable}.",
        HelpName = "PATH",
        DefaultValueFactory = _ => ControlPath.FromEnvironment(),
    };

    public static Option<string> Board() => new("--board")
    {
        Description = "A known board's name, or a board.json.",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => Hal.Boards.BoardCatalog.Default,
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON, and nothing else, on standard output." };

    /// <summary>What is no option of ours would be a word to the grammar.</summary>
    public static void RefuseOption(ArgumentResult result)
    {
        if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } word)
            result.AddError($"unknown option '{word.Value}'");
    }

    // A file in its place would read as a directory without a configuration.
    private static void RefuseFile(OptionResult result)
    {
        if (result.Tokens is [{ Value: { } path }] && File.Exists(path))
            result.AddError($"'{path}' is a file; --config names the directory that holds culvert.json");
    }
}
