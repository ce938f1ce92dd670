using System.CommandLine;
using Culvert.Gateway.ControlSocket;

namespace Culvert.Gateway.Cli;

/// <summary>culvert show …: state of the running gateway.</summary>
internal static class ShowCommand
{
    public static Command Create() => new("show", "Show the state of the running gateway.")
    {
        Topic("tunnels", "Each tunnel: state, reason, associations, traffic, drops."),
        Leds(),
        Topic("routes", "Routes into tunnels and the guards behind them."),
        Config(),
        Topic("version", "Version, commit and runtime of the running gateway."),
    };

    // no-color.org: the variable counts when it is set to anything.
    private static bool HasColour =>
        !System.Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private static Command Config()
    {
        Option<bool> json = SharedOptions.Json();
        Option<string> control = SharedOptions.Control();
        var commands = new Option<bool>("--commands") { Description = "As the commands that make this configuration." };
        var command = new Command("config", "The committed configuration, without its secrets.") { json, commands, control };
        command.SetAction(parsed => RemoteCommand.Run(
            parsed, control, new(["show", "config", .. parsed.GetValue(commands) ? ["--commands"] : Array.Empty<string>()], parsed.GetValue(json))));
        return command;
    }

    private static Command Leds()
    {
        var test = new Option<bool>("--test") { Description = "Light every LED for a moment first." };
        var timing = new Option<bool>("--timing") { Description = "How late the LEDs have changed since the start." };
        Option<bool> json = SharedOptions.Json();
        Option<string> control = SharedOptions.Control();
        var command = new Command("leds", "What each LED shows, and its pattern.") { test, timing, json, control };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(test) && ControlClient.Ask(parsed.GetRequiredValue(control), new(["leds", "test"])) is { Exit: not ExitCode.Done } refusal)
                throw new UserException(refusal.Error);
            string[] words = parsed.GetValue(timing) ? ["show", "leds", "--timing"] : ["show", "leds"];
            return RemoteCommand.RunOnBoard(parsed, control, new(words, parsed.GetValue(json), Colour: HasColour));
        });
        return command;
    }

    private static Command Topic(string name, string description)
    {
        Option<bool> json = SharedOptions.Json();
        Option<string> control = SharedOptions.Control();
        var command = new Command(name, description) { json, control };
        command.SetAction(parsed => RemoteCommand.Run(parsed, control, new(["show", name], parsed.GetValue(json), Colour: HasColour)));
        return command;
    }
}
