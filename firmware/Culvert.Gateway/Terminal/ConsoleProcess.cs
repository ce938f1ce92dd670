using Culvert.Console.Session;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Loop;
using Culvert.Gateway.Reset;
using Culvert.Gateway.Supervision;
using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Serial;
using Culvert.Hal.Serial;

namespace Culvert.Gateway.Terminal;

/// <summary>culvert console: puts a session together on this machine and runs it. A process of its own: it can end, and the gateway goes on.</summary>
internal static class ConsoleProcess
{
    private const string StandardInput = "/proc/self/fd/0";

    /// <param name="device">A serial line; null: the terminal of standard input.</param>
    /// <exception cref="UserException">There is no such line, or another console has it.</exception>
    public static int Run(string config, string control, string? device, int baud)
    {
        OwnSupervisor.EndWithIt();
        using ISerialPort port = Open(device ?? OwnTerminal(), baud);
        var storage = new LinuxStorage();
        ConfigStore store = DataWipe.OpenStore(storage, config);
        ControlReply? Ask(ControlRequest request) => ControlClient.TryAsk(control, request);
        ControlReply? AskInit(ControlRequest request) => ControlClient.TryAsk(ControlPath.OfInit(control), request);
        var verbs = new ConfigVerbs(storage, store, Ask);
        var reset = new ResetOrder(() => DataWipe.Of(storage, config, control), config, Ask);
        var login = new LoginFile(storage, new LinuxEntropy(), store);
        var clock = new LinuxClock();
        var failures = new LoginFailuresFile(storage, LoginFailuresFile.PathFor(control), clock);
        var worker = new ConsoleWorker(store, verbs, reset, login, failures, new IcmpPinger(), Ask, AskInit);
        using var signalled = new LinuxWakeSignal();
        using var signals = new Signals(signalled);
        using var arrived = new LinuxWakeSignal();
        using var jobs = new ConsoleJobs(worker.Run, arrived);
        var session = new ConsoleSession(endsWithLogout: device is null);
        bool isThere = new ConsoleLoop(session, port, jobs, signals, clock).Run();
        return isThere || device is null ? ExitCode.Done : throw new UserException($"the line is gone, {device}, see that it is plugged in");
    }

    private static ISerialPort Open(string path, int baud)
    {
        try
        {
            ISerialPort port = new LinuxSerialController().CreateSerialPort(path, baud);
            port.Open();
            return port;
        }
        catch (Exception problem) when (problem is IOException or ArgumentOutOfRangeException)
        {
            throw new UserException($"cannot open the terminal, {path}, {problem.Message}");
        }
    }

    private static string OwnTerminal() => !System.Console.IsInputRedirected && File.ResolveLinkTarget(StandardInput, returnFinalTarget: false) is { } terminal
        ? terminal.FullName
        : throw new UserException("there is no terminal, standard input, start it on one or name a serial line with --device");
}
