using System.CommandLine;
using Culvert.Gateway.Logging;

namespace Culvert.Gateway.Cli;

/// <summary>culvert run: the gateway, in the foreground.</summary>
internal static class RunCommand
{
    private const string LevelVariable = "CULVERT_LOG";

    public static Command Create()
    {
        Option<string> config = SharedOptions.Config();
        Option<string> control = SharedOptions.Control();
        Option<string> board = SharedOptions.Board();
        var level = new Option<LogLevel>("--log-level")
        {
            Description = $"trace, debug, info, warning or error; also by ${LevelVariable}.",
            HelpName = "LEVEL",
            DefaultValueFactory = _ => LevelFromEnvironment(),
        };
        level.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. Enum.GetNames<LogLevel>().Select(name => name.ToLowerInvariant())]);
        var command = new Command("run", "Run the gateway in the foreground; logs go to standard error.") { config, board, control, level };
        command.SetAction(parsed => GatewayHost.Run(
            new GatewayOptions(
                parsed.GetRequiredValue(config), parsed.GetRequiredValue(board), parsed.GetRequiredValue(control), parsed.GetValue(level)),
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static LogLevel LevelFromEnvironment() =>
        Enum.TryParse(Environment.GetEnvironmentVariable(LevelVariable), ignoreCase: true, out LogLevel level) ? level : LogLevel.Info;
}
