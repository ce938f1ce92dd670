using Culvert.Control;
using Culvert.Control.Boot;
using Culvert.Gateway.Build;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Supervision;
using Culvert.Hal.Boards;
using Culvert.Hal.Disks;
using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Boot;
using Culvert.Hal.Linux.Disks;
using Culvert.Hal.Linux.Processes;

namespace Culvert.Gateway.Boot;

/// <summary>
/// The first process of the image: makes a machine of what the kernel leaves it, then does what <c>culvert init</c> does anywhere.
/// When it ends, the kernel panics and the box restarts: so much for what nobody thought of.
/// </summary>
internal static class ImageHost
{
    // A card takes a moment to be found; without one the box starts with nothing in it.
    private static readonly TimeSpan DiskPatience = TimeSpan.FromSeconds(8), DiskInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether the kernel has started us. What else is on its command line is for the kernel, not for us.</summary>
    public static bool IsWanted => Environment.ProcessId == 1 && Environment.GetCommandLineArgs()[0] == ImageLayout.Init;

    public static int Run()
    {
        var mounts = new LinuxMounts();
        using var network = new LinuxNetwork();
        var boot = new ImageBoot(mounts, new LinuxKernelModules(), new LinuxSysctl(), network);
        boot.MountKernel();
        LinuxStandardStreams.UseKernelLog();
        using var log = new Log(System.Console.Error, LogLevel.Info, TimeProvider.System);
        log.Info("boot", $"culvert {BuildInfo.Version.Version} starts");
        string boardName = File.ReadAllText(ImageLayout.Board).Trim();
        BoardDescription board = BoardFiles.Load(boardName).Board;
        var clock = new LinuxClock();
        using var watch = new StartWatch(() => BoardWatchdog.IsThere(board), () => BoardWatchdog.Open(board, log), clock, log);
        watch.Start();
        boot.SetUp(log, watch.GetOn);
        BootSlot slot = BootSlot.Of(File.ReadAllText(ImageLayout.CommandLine));
        var disks = new LinuxDisks();
        Disk? disk = Await(disks);
        BootArea? area = disk is null ? null : new BootArea(disks, disk.Device);
        bool isWipePending = false;
        Try(() => isWipePending = area?.IsWipePending ?? false, log);
        var tools = new Tools(new LinuxChildProcesses(), clock, Thread.Sleep);
        using (isWipePending ? new WaitingLeds(board, () => new BoardHardware(board, clock), clock, log).Start() : null)
            StorageTrouble.Text = UseData(new DataVolume(isWipePending), new DataPartition(disks, () => disk, mounts, tools, watch.GetOn), area, log);
        var storage = new LinuxStorage();
        Try(() => storage.CreateDirectory(ImageLayout.Config), log);
        var time = new BoxTime(storage, new LinuxWallClock());
        Try(time.Restore, log);
        var seed = new EntropySeed(storage, new LinuxEntropy(), octets => File.WriteAllBytes("/dev/urandom", octets));
        Try(seed.Renew, log);
        SlotTrial? trial = slot.IsTrial ? new SlotTrial(clock.Now, hasData: area is not null && StorageTrouble.Text is null) : null;
        var image = new BootedImage(area, slot, trial, time, seed, CardWriter.OnThreads(log), mounts, clock.Now, log);
        var options = new InitOptions(ImageLayout.Config, boardName, ControlPath.Default);
        return InitHost.Run(options, board, log, watch.HandOver, image);
    }

    private static Disk? Await(LinuxDisks disks)
    {
        for (TimeSpan waited = TimeSpan.Zero; ; waited += DiskInterval)
        {
            // The kernel shows a disk a moment before it has read of its partitions.
            Disk? disk = disks.Find(BootDisk.Label);
            if (disk?.Partitions.ContainsKey(BootDisk.DataPartition) == true || waited >= DiskPatience) return disk;
            Thread.Sleep(DiskInterval);
        }
    }

    private static string? UseData(DataVolume volume, DataPartition partition, BootArea? area, Log log)
    {
        while (volume.TryTakeStep(out DataStep step))
        {
            (DataStepResult result, string detail) = partition.CarryOut(step, () => area?.SetWipePending(false));
            volume.HandleDone(step, result, detail);
            while (volume.TryTakeLog(out LogEntry? entry)) log.Write(entry.Level, "boot", entry.Tunnel, entry.Text);
        }

        return volume.Trouble;
    }

    private static void Try(Action step, Log log)
    {
        try
        {
            step();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            log.Warning("boot", problem.Message);
        }
    }
}
