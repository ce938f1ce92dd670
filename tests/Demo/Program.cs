using System.Runtime.InteropServices;
using Culvert.Demo;
using Culvert.Lab;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

LabEntry.Enter(args);
if (LabEntry.WhyNot() is { } reason)
{
    Console.Error.WriteLine($"demo: {reason}");
    return 1;
}

PeerKind? peer = Environment.GetEnvironmentVariable("PEER") switch
{
    "culvert" or "" or null => PeerKind.Culvert,
    "strongswan" => PeerKind.StrongSwan,
    _ => null,
};
if (peer is null)
{
    Console.Error.WriteLine("demo: PEER is culvert or strongswan");
    return 2;
}

using var interrupted = new CancellationTokenSource();
using PosixSignalRegistration onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using PosixSignalRegistration onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
bool keep = IsOn("KEEP");
using var stage = new Stage(interrupted.Token);
try
{
    if (IsOn("BOX"))
    {
        using var lab = new BoxLaboratory(PeerKind.StrongSwan, BoxTerminal.Card(), new BoxWiring(BoxImage.StartByBootLoader));
        new BoxTerminal(lab).Run(interrupted.Token);
        return 0;
    }

    using var aws = new AwsLaboratory(peer.Value, prefix: "");
    if (IsOn("CONSOLE")) new ConsolePlay(aws, stage).Run();
    else new Play(aws, stage, keep).Run();
    return 0;
}
catch (Exception) when (interrupted.IsCancellationRequested)
{
    // Ctrl-C reaches every process of the terminal, the gateways too: whatever fails then is not news.
    return 130;
}
catch (Exception failure) when (failure is TimeoutException or Culvert.Lab.Hosts.CommandFailedException or InvalidOperationException or IOException)
{
    stage.Say($"demo failed: {failure.Message}");
    return 1;
}

static bool IsOn(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } and not "0";

void Cancel(PosixSignalContext context)
{
    context.Cancel = true;
    interrupted.Cancel();
}
