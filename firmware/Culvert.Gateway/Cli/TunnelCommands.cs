using System.CommandLine;

namespace Culvert.Gateway.Cli;

/// <summary>culvert tunnel up|down|restart NAME.</summary>
internal static class TunnelCommands
{
    public static Command Create() => new("tunnel", "Take a tunnel up or down.")
    {
        Order("up", "Let the tunnel work again."),
        Order("down", "Delete the tunnel's associations at the peer and keep it down."),
        Order("restart", "Delete the tunnel's associations at the peer and negotiate anew."),
    };

    private static Command Order(string verb, string description)
    {
        var name = new Argument<string>("NAME") { Description = "The tunnel, as culvert show tunnels calls it." };
        Option<string> control = SharedOptions.Control();
        var command = new Command(verb, description) { name, control };
        command.SetAction(parsed => RemoteCommand.Run(parsed, control, new(["tunnel", verb, parsed.GetRequiredValue(name)])));
        return command;
    }
}
