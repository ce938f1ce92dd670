using System.Globalization;
using Culvert.Control.Supervision;
using Culvert.Gateway.Boot;
using Culvert.Gateway.Build;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Reset;
using Culvert.Hal.Boards;
using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Power;
using Culvert.Hal.Linux.Processes;
using Culvert.Hal.Watchdog;

namespace Culvert.Gateway.Supervision;

/// <summary>Puts <c>culvert init</c> together. It does as little as it can: what it does must not fail.</summary>
internal static class InitHost
{
    private const string Console = "console";
    private const string ThisProgram = "/proc/self/exe";

    // A person at the line is slower than a start, and the tunnels are what the box is for.
    private static readonly TimeSpan ConsoleDelay = TimeSpan.FromSeconds(1);

    /// <exception cref="UserException">It cannot start.</exception>
    public static int Run(InitOptions options, TextWriter error)
    {
        using var log = new Log(error, LogLevel.Info, TimeProvider.System);
        BoardDescription board = BoardFiles.Load(options.Board).Board;
        return Run(options, board, log, () => BoardWatchdog.Open(board, log), image: null);
    }

    /// <param name="takeWatchdog">Gives the watchdog, started, when nothing can be in the way any more; null: there is none.</param>
    /// <param name="image">Null on a machine that has other tenants.</param>
    /// <exception cref="UserException">It cannot start.</exception>
    public static int Run(InitOptions options, BoardDescription board, Log log, Func<IWatchdog?> takeWatchdog, BootedImage? image)
    {
        var clock = new LinuxClock();
        using var arrived = new LinuxWakeSignal();
        using var signals = new InitSignals(arrived);
        using var listener = new NotifyListener($"{options.Control}.notify");
        using IWatchdog? watchdog = takeWatchdog();
        using var clients = new ControlServer(ControlPath.OfInit(options.Control), "culvert init");
        using var resetDone = new LinuxWakeSignal();
        using DataWipe wipe = DataWipe.Of(new LinuxStorage(), options.Config, options.Control);
        using var keeper = new BoardKeeper(
            () => new BoardHardware(board, clock), new Caretaker(BoardHardware.LayoutOf(board)), new ResetThread(wipe, resetDone), log);
        List<ServiceCommand> commands = [.. CommandsFor(options, board, consoleDelay: image is null ? TimeSpan.Zero : ConsoleDelay)];
        TimeService? time = image is null ? null : new TimeService();
        if (time is not null) commands.Add(time.Command);
        var supervisor = new Supervisor(clock.Now, commands.Select(command => command.Service));
        var processes = new ServiceProcesses(supervisor, new LinuxChildProcesses(), commands, Environment.ProcessPath ?? ThisProgram, listener.Path);
        log.Info("init", $"culvert {BuildInfo.Version.Version} supervises {string.Join(" and ", commands.Select(command => command.Service.Name))} on board {board.Name}");
        var engine = new InitEngine(supervisor, processes, keeper, new WatchdogFeeder(watchdog, log), clock, log, image, time);
        var power = new LinuxMachinePower();
        new InitLoop(engine, listener, signals, keeper, resetDone, clients, new InitCommands(board, keeper, supervisor, power, clock, log, image), clock).Run();
        image?.Leave();
        // Nobody else is left in the image who could go on.
        if (supervisor.IsRestarting || image is not null) return Restart(power, log);
        watchdog?.Stop();
        log.Info("init", "stopped");
        return ExitCode.Done;
    }

    // The watchdog goes on: it ends a restart that hangs.
    private static int Restart(LinuxMachinePower power, Log log)
    {
        log.Info("init", "restarting the box");
        log.Dispose();
        power.Restart();
        return ExitCode.Failed;
    }

    private static IEnumerable<ServiceCommand> CommandsFor(InitOptions options, BoardDescription board, TimeSpan consoleDelay)
    {
        string[] where = ["--config", options.Config, "--control", options.Control];
        yield return new ServiceCommand(new SupervisedService(InitEngine.Gateway, Ticks: true), [InitEngine.Gateway, "--board", options.Board, .. where]);
        if (board.Serial is not { } line) yield break;
        yield return new ServiceCommand(
            new SupervisedService(Console, Ticks: false) { Delay = consoleDelay },
            [Console, "--device", line.Device, "--baud", line.Baud.ToString(CultureInfo.InvariantCulture), .. where]);
    }
}
