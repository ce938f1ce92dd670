using System.CommandLine;
using Culvert.Gateway.Build;
using Culvert.Gateway.Loop;

namespace Culvert.Gateway.Cli;

/// <summary>culvert version: what this binary is, without asking a gateway.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        Option<bool> json = SharedOptions.Json();
        var command = new Command("version", "Print version, commit and runtime of this binary.") { json };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(StatusReport.Version(BuildInfo.Version, parsed.GetValue(json))));
        return command;
    }
}
