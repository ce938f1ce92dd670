using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Loop;
using Culvert.Gateway.Reset;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.Cli;

/// <summary>Factory reset from the command line: by the gateway that runs with the directory, or without one.</summary>
internal sealed class Resetter(TextWriter output)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <exception cref="UserException">It cannot be begun, or not ended now.</exception>
    public int Run(string directory, string control)
    {
        string real = RealPath.Of(directory);
        if (RunsWith(real, control)) ByGateway(real, control);
        else ByHand(real);
        output.WriteLine($"factory defaults: {real} is empty");
        return ExitCode.Done;
    }

    private static bool RunsWith(string directory, string control) => ControlClient.TryAsk(control, new ControlRequest(["directory"])) switch
    {
        null => false,
        { Exit: ExitCode.Done } reply => reply.Output.TrimEnd('\n') == directory,
        var refusal => throw new UserException(refusal.Error),
    };

    private static void ByGateway(string directory, string control)
    {
        if (ControlClient.Ask(control, new ControlRequest(["reset", "factory"])) is { Exit: not ExitCode.Done } refusal) throw new UserException(refusal.Error);
        while (true)
        {
            ControlReply state = ControlClient.TryAsk(control, new ControlRequest(["reset", "state"]))
                ?? throw new UserException($"the gateway left before the factory reset had ended, {directory}, its next start ends it");
            if (state.Exit != ExitCode.Done) throw new UserException(state.Error);
            if (state.Output != GatewayCommands.ResetBusy) return;
            Thread.Sleep(Interval);
        }
    }

    private static void ByHand(string directory)
    {
        if (!Directory.Exists(directory)) throw new UserException($"there is nothing to reset, {directory}, name the configuration directory with --config");
        using DataWipe wipe = DataWipe.OfDirectory(new LinuxStorage(), directory);
        if ((wipe.Mark() ?? wipe.Wipe()) is { } problem) throw new UserException(problem);
    }
}
