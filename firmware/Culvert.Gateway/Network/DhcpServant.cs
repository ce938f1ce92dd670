using System.Globalization;
using Culvert.Hal;
using Culvert.Hal.Linux.Processes;

namespace Culvert.Gateway.Network;

/// <summary>What stands between the gateway and the DHCP client for an instant: it binds the client's life to the gateway's.</summary>
internal static class DhcpServant
{
    /// <summary>The first argument; then the gateway's process id, the program, and its arguments. No person calls it.</summary>
    public const string Verb = "dhcp-client";

    public static int Run(IReadOnlyList<string> arguments)
    {
        if (arguments is not [_, var parent, var program, ..] || !int.TryParse(parent, NumberStyles.None, CultureInfo.InvariantCulture, out int gateway))
            return ExitCode.WrongUsage;
        try
        {
            LinuxProgram.BecomeServantOf(gateway, program, [.. arguments.Skip(3)]);
        }
        catch (KernelException)
        {
            // The gateway sees how this process ends, and nobody what it says.
        }

        return ExitCode.Failed;
    }
}
