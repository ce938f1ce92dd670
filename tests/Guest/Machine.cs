using Culvert.Hal;
using Culvert.Hal.Boot;
using Culvert.Hal.Linux.Boot;
using Culvert.Hal.Linux.Power;

namespace Culvert.Guest;

/// <summary>What a program needs before it can do anything, and its end.</summary>
internal static class Machine
{
    private const string Modules = "/lib/modules.list";

    public static void SetUp()
    {
        var mounts = new LinuxMounts();
        foreach ((string type, string target) in (ReadOnlySpan<(string, string)>)[("proc", "/proc"), ("sysfs", "/sys"), ("devtmpfs", "/dev")])
            mounts.Mount(type, type, target, MountFlags.None);
        var modules = new LinuxKernelModules();
        foreach (string path in File.ReadLines(Modules))
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
    }

    public static void Stop() => new LinuxMachinePower().Restart();
}
