using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Loop;

namespace Culvert.Gateway.Cli;

/// <summary>culvert board press BUTTON --for 12s: a finger for the simulated board.</summary>
internal static class BoardCommand
{
    public static Command Create() => new("board", "Act on the simulated board.") { Press() };

    private static Command Press()
    {
        var button = new Argument<string>("BUTTON") { Description = "The button, as board.json calls it." };
        var time = new Option<TimeSpan>("--for")
        {
            Description = "How long it is held: 12s, 0.5s, 500ms.",
            HelpName = "TIME",
            Required = true,
            CustomParser = ParseTime,
        };
        Option<string> control = SharedOptions.Control();
        var command = new Command("press", "Press a button, and return when it has been let go.") { button, time, control };
        command.SetAction(parsed =>
        {
            TimeSpan held = parsed.GetValue(time);
            string milliseconds = ((int)held.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            ControlRequest request = new(["board", "press", parsed.GetRequiredValue(button), milliseconds]);
            int exit = RemoteCommand.RunOnBoard(parsed, control, request);
            if (exit == ExitCode.Done) Thread.Sleep(held);
            return exit;
        });
        return command;
    }

    private static TimeSpan ParseTime(ArgumentResult argument)
    {
        string text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        (string digits, double unit) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 1)
            : text.EndsWith('s') ? (text[..^1], 1000)
            : ("", 0);
        bool isNumber = double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number);
        double milliseconds = number * unit;
        if (isNumber && milliseconds >= 1 && milliseconds <= ButtonPress.Longest.TotalMilliseconds) return TimeSpan.FromMilliseconds((int)milliseconds);
        argument.AddError($"'{text}' is not a time to hold a button; write it like 12s, 0.5s or 500ms");
        return default;
    }
}
