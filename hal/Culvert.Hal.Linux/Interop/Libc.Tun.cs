using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>TUN devices: ioctl and writev. Numbers of linux/if_tun.h, the same on x64 and arm64.</summary>
internal static unsafe partial class Libc
{
    public const int OpenReadWrite = 2;
    public const int OpenNonBlocking = 0x800;

    public const nuint TunSetInterface = 0x400454ca;
    public const nuint TunSetOffload = 0x400454d0;
    public const nuint TunSetHeaderLength = 0x400454d8;

    public const short TunDevice = 0x0001;
    public const short TunNoPacketInformation = 0x1000;
    public const short TunVirtioHeader = 0x4000;

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int IoControl(int descriptor, nuint request, void* argument);

    [LibraryImport(Library, EntryPoint = "writev", SetLastError = true)]
    public static partial nint WriteVector(int descriptor, IoVector* vectors, int count);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct IoVector
    {
        public void* Base;
        public nuint Length;
    }

    /// <summary>struct ifreq, as TUNSETIFF reads it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct InterfaceRequest
    {
        public const int NameSize = 16;

        public fixed byte Name[NameSize];
        public short Flags;
        private fixed byte _rest[22];
    }
}
