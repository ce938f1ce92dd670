using System.CommandLine;
using Culvert.Gateway.Supervision;

namespace Culvert.Gateway.Cli;

/// <summary>culvert init: keeps the gateway and the serial console running.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        Option<string> config = SharedOptions.Config();
        Option<string> control = SharedOptions.Control();
        Option<string> board = SharedOptions.Board();
        var command = new Command("init", "Supervise the gateway and the serial console, and feed the watchdog; PID 1 of the image.") { config, board, control };
        command.SetAction(parsed => InitHost.Run(
            new InitOptions(parsed.GetRequiredValue(config), parsed.GetRequiredValue(board), parsed.GetRequiredValue(control)),
            parsed.InvocationConfiguration.Error));
        return command;
    }
}
