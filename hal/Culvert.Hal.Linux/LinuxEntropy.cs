using System.Runtime.InteropServices;
using Culvert.Core;

namespace Culvert.Hal.Linux;

/// <summary>getrandom(2): blocks only until the kernel's pool is first ready, never after.</summary>
public sealed unsafe class LinuxEntropy : IEntropy
{
    public void Fill(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            nint got;
            fixed (byte* start = destination) got = Libc.GetRandom(start, (nuint)destination.Length, 0);
            if (got > 0) destination = destination[(int)got..];
            else if (Marshal.GetLastPInvokeError() != Libc.Eintr) throw Errno.Last("read the kernel's randomness");
        }
    }
}
