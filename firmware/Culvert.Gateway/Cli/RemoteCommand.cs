using System.CommandLine;
using Culvert.Gateway.ControlSocket;

namespace Culvert.Gateway.Cli;

/// <summary>A command that the running gateway carries out.</summary>
internal static class RemoteCommand
{
    public static int Run(ParseResult parsed, Option<string> control, ControlRequest request)
    {
        ControlReply reply = ControlClient.Ask(parsed.GetRequiredValue(control), request);
        parsed.InvocationConfiguration.Output.Write(reply.Output);
        if (reply.Error.Length > 0) parsed.InvocationConfiguration.Error.WriteLine($"culvert: {reply.Error}");
        return reply.Exit;
    }
}
