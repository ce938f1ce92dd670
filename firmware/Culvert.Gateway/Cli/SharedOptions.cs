using System.CommandLine;
using Culvert.Gateway.ControlSocket;

namespace Culvert.Gateway.Cli;

/// <summary>Options that several commands take; made anew for each, since a parsed option belongs to one command.</summary>
internal static class SharedOptions
{
    private const string DefaultDirectory = "/etc/culvert";

    public static Option<string> Config() => new("--config")
    {
        Description = "Configuration directory.",
        HelpName = "DIR",
        DefaultValueFactory = _ => DefaultDirectory,
    };

    public static Option<string> Control() => new("--control")
    {
        Description = $"Control socket; also by ${ControlPath.EnvironmentVariable}.",
        HelpName = "PATH",
        DefaultValueFactory = _ => ControlPath.FromEnvironment(),
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON, and nothing else, on standard output." };
}
