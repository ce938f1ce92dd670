using Culvert.Gateway.Logging;
using Culvert.Hal;
using Culvert.Hal.Boot;

namespace Culvert.Gateway.Boot;

/// <summary>
/// The first part of the image's start: from a bare kernel to a machine on which programs can run. What fails is said and left
/// out, since a box that starts with a part of itself can say what is missing.
/// </summary>
internal sealed class ImageBoot(IMounts mounts, IKernelModules modules, ISysctl sysctl, IKernelNetwork network)
{
    private const int LoopbackMtu = 65536, LoopbackQueue = 1000;

    private static readonly (string Type, string Target, MountFlags Flags, string Options)[] Mounts =
    [
        ("proc", "/proc", MountFlags.NoSetUserId | MountFlags.NoDevices | MountFlags.NoExecution, ""),
        ("sysfs", "/sys", MountFlags.NoSetUserId | MountFlags.NoDevices | MountFlags.NoExecution, ""),
        ("devtmpfs", "/dev", MountFlags.NoSetUserId | MountFlags.NoExecution, "mode=0755"),
        ("tmpfs", "/run", MountFlags.NoSetUserId | MountFlags.NoDevices | MountFlags.NoExecution, "mode=0755,size=8m"),
        ("tmpfs", "/tmp", MountFlags.NoSetUserId | MountFlags.NoDevices | MountFlags.NoExecution, "mode=1777,size=8m"),
    ];

    private static readonly (string Path, string Value)[] Settings =
    [
        // Until somebody gives it another one.
        ("kernel/hostname", "culvert"),
        // Whoever holds the serial line must not hold the kernel.
        ("kernel/sysrq", "0"),
        ("kernel/ctrl-alt-del", "0"),
        // A kernel in an unknown state starts anew.
        ("kernel/panic", "5"),
        ("kernel/panic_on_oops", "1"),
        // The serial line is a person's terminal; the kernel's messages stay in its buffer.
        ("kernel/printk", "1 4 1 7"),
        ("kernel/printk_devkmsg", "on"),
        ("kernel/dmesg_restrict", "1"),
        ("kernel/kptr_restrict", "2"),
        ("fs/suid_dumpable", "0"),
        // For the ports that are there later; of redirects a port takes what either of the two allows. Nobody next to the box makes
        // himself its router, or a detour.
        ("net/ipv4/conf/all/accept_redirects", "0"),
        ("net/ipv6/conf/all/accept_redirects", "0"),
        ("net/ipv4/conf/all/send_redirects", "0"),
        ("net/ipv4/conf/default/send_redirects", "0"),
        ("net/ipv4/conf/default/accept_redirects", "0"),
        ("net/ipv6/conf/default/accept_redirects", "0"),
        ("net/ipv6/conf/default/accept_ra", "0"),
    ];

    private readonly List<string> _problems = [];

    /// <summary>The kernel's own file systems. There is nowhere yet to say what fails: <see cref="SetUp"/> says it.</summary>
    public void MountKernel()
    {
        foreach ((string type, string target, MountFlags flags, string options) in Mounts) Try(() => mounts.Mount(type, type, target, flags, options));
    }

    /// <summary>Settings of the kernel, modules in their order, loopback.</summary>
    /// <param name="afterModule">Called whenever one more driver is there.</param>
    public void SetUp(Log log, Action afterModule)
    {
        foreach ((string path, string value) in Settings) Try(() => Set(path, value));
        Try(() => LoadModules(afterModule));
        Try(RaiseLoopback);
        foreach (string problem in _problems) log.Warning("boot", problem);
    }

    private void Set(string path, string value)
    {
        if (!sysctl.TryWrite(path, value)) throw new IOException($"the kernel has no {path}");
    }

    private void LoadModules(Action afterModule)
    {
        foreach (string path in File.ReadLines(ImageLayout.ModuleList))
        {
            Try(() => LoadModule(path));
            // The root is in memory, and nobody loads it again.
            Try(() => File.Delete(path));
            afterModule();
        }
    }

    private void LoadModule(string path)
    {
        try
        {
            modules.Load(path);
        }
        catch (KernelException absent) when (absent.Errno == KernelException.NoDevice)
        {
            // A driver for something that this machine does not have.
        }
    }

    private void RaiseLoopback()
    {
        foreach (KernelLink link in network.GetLinks().Where(link => link.IsLoopback)) network.BringUp(link.Index, LoopbackMtu, LoopbackQueue);
    }

    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _problems.Add(problem.Message);
        }
    }
}
