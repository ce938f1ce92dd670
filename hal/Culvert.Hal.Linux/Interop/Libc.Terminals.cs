using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>Serial lines: termios of glibc, whose numbers are the same on x64 and arm64.</summary>
internal static unsafe partial class Libc
{
    public const int OpenNoControllingTerminal = 0x100;
    public const nuint BytesWaiting = 0x541b;

    public const uint SizeMask = 0x30;
    public const uint TwoStopBits = 0x40;
    public const uint EnableReceiver = 0x80;
    public const uint EnableParity = 0x100;
    public const uint OddParity = 0x200;
    public const uint IgnoreModemLines = 0x800;
    public const uint HardwareFlowControl = 0x80000000;
    public const uint SoftwareFlowControl = 0x1c00;

    public const int SetNow = 0;
    public const int FlushInput = 0;

    [LibraryImport(Library, EntryPoint = "tcgetattr", SetLastError = true)]
    public static partial int GetTerminal(int descriptor, TerminalSettings* settings);

    [LibraryImport(Library, EntryPoint = "tcsetattr", SetLastError = true)]
    public static partial int SetTerminal(int descriptor, int when, TerminalSettings* settings);

    [LibraryImport(Library, EntryPoint = "cfmakeraw")]
    public static partial void MakeRaw(TerminalSettings* settings);

    [LibraryImport(Library, EntryPoint = "cfsetspeed", SetLastError = true)]
    public static partial int SetSpeed(TerminalSettings* settings, uint speed);

    [LibraryImport(Library, EntryPoint = "tcflush", SetLastError = true)]
    public static partial int FlushTerminal(int descriptor, int queue);

    /// <summary>struct termios.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TerminalSettings
    {
        public uint Input;
        public uint Output;
        public uint Control;
        public uint Local;
        private readonly byte _discipline;
        private fixed byte _characters[32];
        private readonly uint _inputSpeed;
        private readonly uint _outputSpeed;
    }
}
