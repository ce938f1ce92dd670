using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Loop;
using Culvert.Hal;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.Reset;

/// <summary>A factory reset that somebody orders beside the gateway: done by the one that runs with the directory, or without any.</summary>
/// <param name="openWipe">What erases the directory, when no gateway does.</param>
/// <param name="ask">Asks the running gateway; null when none runs.</param>
internal sealed class ResetOrder(Func<DataWipe> openWipe, string directory, Func<ControlRequest, ControlReply?> ask)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly string _real = RealPath.Of(directory);

    /// <summary>Whether a gateway runs with the directory.</summary>
    /// <exception cref="UserException">One answers, but not this.</exception>
    public bool HasGateway => ask(new ControlRequest(["directory"])) switch
    {
        null => false,
        { Exit: ExitCode.Done } reply => reply.Output.TrimEnd('\n') == _real,
        var refusal => throw new UserException(refusal.Error),
    };

    /// <summary>Returns when everything is erased.</summary>
    /// <returns>What to tell a person.</returns>
    /// <exception cref="UserException">It cannot be begun, or not ended now.</exception>
    public string Run()
    {
        if (HasGateway) ByGateway();
        else ByHand();
        return $"factory defaults: {_real} is empty";
    }

    private void ByGateway()
    {
        Ask("factory");
        while (Ask("state") == GatewayCommands.ResetBusy) Thread.Sleep(Interval);
    }

    private string Ask(string word)
    {
        ControlReply reply = ask(new ControlRequest(["reset", word]))
            ?? throw new UserException($"the gateway left before the factory reset had ended, {_real}, its next start ends it");
        return reply.Exit == ExitCode.Done ? reply.Output : throw new UserException(reply.Error);
    }

    private void ByHand()
    {
        using DataWipe wipe = openWipe();
        if ((wipe.Mark() ?? wipe.Wipe()) is { } problem) throw new UserException(problem);
    }
}
