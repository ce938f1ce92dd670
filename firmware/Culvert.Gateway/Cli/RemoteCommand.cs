using System.CommandLine;
using Culvert.Gateway.ControlSocket;

namespace Culvert.Gateway.Cli;

/// <summary>A command that the running gateway carries out.</summary>
internal static class RemoteCommand
{
    public static int Run(ParseResult parsed, Option<string> control, ControlRequest request) =>
        Tell(parsed, ControlClient.Ask(parsed.GetRequiredValue(control), request));

    /// <summary>One that the supervisor answers while there is no gateway: it has the board then, and says where to look for the rest.</summary>
    public static int RunOnBoard(ParseResult parsed, Option<string> control, ControlRequest request) =>
        Tell(parsed, ControlClient.AskBoard(parsed.GetRequiredValue(control), request));

    private static int Tell(ParseResult parsed, ControlReply reply)
    {
        parsed.InvocationConfiguration.Output.Write(reply.Output);
        if (reply.Error.Length > 0) parsed.InvocationConfiguration.Error.WriteLine($"culvert: {reply.Error}");
        return reply.Exit;
    }
}
