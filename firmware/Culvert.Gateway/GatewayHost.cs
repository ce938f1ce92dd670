using Culvert.Config;
using Culvert.Control;
using Culvert.Control.Interfaces;
using Culvert.Control.Leds;
using Culvert.Crypto.Packet;
using Culvert.Crypto.SelfTest;
using Culvert.Gateway.Boot;
using Culvert.Gateway.Build;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Loop;
using Culvert.Gateway.Network;
using Culvert.Gateway.Packets;
using Culvert.Gateway.Reset;
using Culvert.Gateway.Supervision;
using Culvert.Hal;
using Culvert.Hal.Boards;
using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Nics;
using Culvert.Hal.Linux.Packets;
using Culvert.Hal.Linux.Processes;

namespace Culvert.Gateway;

/// <summary>Puts the gateway together on this machine and runs it: the one place that knows every part.</summary>
internal static class GatewayHost
{
    /// <exception cref="UserException">It cannot start. Guards that stood before stay, nothing else is left.</exception>
    public static int Run(GatewayOptions options, TextWriter error)
    {
        using var log = new Log(error, options.LogLevel, TimeProvider.System);
        AppDomain.CurrentDomain.UnhandledException += (_, bug) => EndByBug(log, bug.ExceptionObject);
        try
        {
            RunUntilStopped(options, log);
            log.Info("control", "stopped");
            return ExitCode.Done;
        }
        catch (SelfTestException wrong)
        {
            throw StartupCheck.Explain(wrong);
        }
        catch (Exception bug) when (bug is not (UserException or Hal.Packets.PacketDeviceException or KernelException))
        {
            return Explain(log, bug);
        }
    }

    // Another thread's bug: the runtime would end the process anyway, but with a dump in place of a word.
    private static void EndByBug(Log log, object bug)
    {
        int exit = Explain(log, bug);
        log.Dispose();
        Environment.Exit(exit);
    }

    // Guards stay where they are: whatever comes next, nothing private leaves in clear.
    private static int Explain(Log log, object bug)
    {
        log.Error("control", $"internal error, please report it: {bug}");
        return ExitCode.InternalError;
    }

    private static void RunUntilStopped(GatewayOptions options, Log log)
    {
        OwnSupervisor.EndWithIt();
        using NotifySocket manager = NotifySocket.FromEnvironment();
        StartupCheck.Algorithms(options.Algorithms);
        BoardResult described = BoardFiles.Load(options.Board);
        BoardDescription board = described.Board;
        foreach (string problem in described.Problems) log.Error("board", problem);
        var storage = new LinuxStorage();
        // Before anything is touched or said: a second gateway is refused in one line.
        using var clients = new ControlServer(options.Control);
        using DataWipe wipe = DataWipe.Of(storage, options.Config, options.Control);
        var clock = new LinuxClock();
        using var hardware = new BoardHardware(board, clock);
        using var jobsDone = new LinuxWakeSignal();
        var reset = new ResetThread(wipe, jobsDone);
        LedLayout layout = BoardHardware.LayoutOf(board);
        if (new StartupWipe(wipe, reset, jobsDone, hardware, new LedPanel(layout), manager, clock, log).Run())
            log.Warning("config", $"a factory reset that was cut short has been ended: {options.Config} is empty");
        var store = new ConfigStore(storage, options.Config);
        GatewayConfig config = LoadConfig(store, log);
        using var signalled = new LinuxWakeSignal();
        using var signals = new Signals(signalled);
        using var jobs = new JobPool(jobsDone, threads: Math.Clamp(Environment.ProcessorCount, 1, 2));
        using var monitor = new LinuxNetworkMonitor();
        using var kernel = new LinuxNetwork();
        var platform = new LinuxPacketPlatform(text => log.Info("packets", text));
        var entropy = new LinuxEntropy();
        using var packets = new PacketPath(platform, entropy, clock, new PacketPathOptions(RoutingMarks.SocketMark) { Aead = FastestAead(clock, log) });
        packets.Start();
        var sysctl = new LinuxSysctl();
        var notes = new LedgerFile(storage, LedgerFile.PathFor(options.Control), MachineIdentity.Current);
        var ledger = new SettingsLedger(sysctl, notes);
        var network = new NetworkReconciler(kernel, sysctl, ledger, new PacketTunnelDevices(platform, packets));
        var control = new GatewayControl(entropy, layout) { HasAesInstructions = AeadProvider.Processor is not null };
        var nics = new NicRoles(board.Nics, new LinuxNics(), log);
        bool isImage = ImageLayout.IsHere;
        var dhcp = new DhcpProcess(new LinuxChildProcesses(), RealPath.Of(options.Control), Environment.ProcessPath ?? "/proc/self/exe", File.Exists);
        var ports = new PortKeeper(
            new InterfaceControl(), new PortReconciler(kernel, notes), dhcp, new ResolverFile(storage, isImage, log), kernel, clock, log, isImage);
        var engine = new GatewayEngine(control, packets, network, nics, ports, jobs, reset, clock, log);
        var front = new FrontPanel(hardware, engine, clock, log);
        var report = new StatusReport(control, packets, front, new InterfaceReport(kernel, network, nics, ports), log.Recent, clock, TimeProvider.System);
        var commands = new GatewayCommands(engine, front, store, report, new ButtonPress(board, hardware, log), log);
        log.Info("control", $"culvert {BuildInfo.Version.Version} ({BuildInfo.Version.Commit ?? "no commit"}) on board {board.Name}, {config.Tunnels.Count()} tunnels");
        if (StorageTrouble.Text is { } trouble) log.Warning("config", trouble);
        hardware.Report(log);
        front.Start();
        engine.Start(config);
        manager.TellReady();
        var health = new HealthCheck([.. packets.Pulses, .. jobs.Pulses, .. reset.Pulses, .. hardware.Pulses], () => manager.TellAlive(control.IsButtonEnabled, ports.TimeServers), log);
        // Above the packet threads, so that a flood of packets never starves liveness, LEDs and clients.
        platform.TryUseRealtimePriority(2);
        new ControlLoop(engine, commands, packets, jobsDone, monitor, signals, clients, front, health, clock, log).Run();
        engine.Release();
    }

    private static CalibratedAead FastestAead(LinuxClock clock, Log log) => new(
        AeadProvider.Processor is { } processor ? [processor, AeadProvider.LibCrypto] : [AeadProvider.LibCrypto],
        () => clock.Now,
        (text, isTrouble) => log.Write(isTrouble ? LogLevel.Warning : LogLevel.Info, "crypto", "", text));

    private static GatewayConfig LoadConfig(ConfigStore store, Log log)
    {
        store.Recover();
        if (!store.Exists) log.Info("config", $"no configuration yet in {store.Directory}; import brings one");
        ConfigResult result = ConfigLoader.Load(store.Read());
        foreach (ConfigProblem note in result.Notes) log.Warning("config", note.ToString());
        if (result.IsUsable) return result.Config;
        foreach (ConfigProblem problem in result.Problems.Skip(1)) log.Error("config", problem.ToString());
        throw new UserException(result.Problems[0].ToString());
    }
}
