using System.CommandLine;
using Culvert.Gateway.Terminal;

namespace Culvert.Gateway.Cli;

/// <summary>culvert console: the interactive console.</summary>
internal static class ConsoleCommand
{
    private const int DefaultBaud = 115200;

    public static Command Create()
    {
        Option<string> config = SharedOptions.Config();
        Option<string> control = SharedOptions.Control();
        var device = new Option<string?>("--device") { Description = "A serial line; without it this terminal.", HelpName = "TTY" };
        var baud = new Option<int>("--baud") { Description = "Bits per second of the serial line.", HelpName = "BAUD", DefaultValueFactory = _ => DefaultBaud };
        var command = new Command("console", "The interactive console, on this terminal or a serial line.") { device, baud, config, control };
        command.SetAction(parsed => ConsoleProcess.Run(
            parsed.GetRequiredValue(config), parsed.GetRequiredValue(control), parsed.GetValue(device), parsed.GetValue(baud)));
        return command;
    }
}
