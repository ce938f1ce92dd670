using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>The end of a machine: sync, reboot.</summary>
internal static partial class Libc
{
    /// <summary>LINUX_REBOOT_CMD_RESTART (linux/reboot.h).</summary>
    public const int RebootRestart = 0x01234567;

    [LibraryImport(Library, EntryPoint = "sync")]
    public static partial void Sync();

    [LibraryImport(Library, EntryPoint = "reboot", SetLastError = true)]
    public static partial int Reboot(int command);
}
