using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>Turns errno into <see cref="KernelException"/>.</summary>
internal static class Errno
{
    /// <summary>The error of the call just made, as an exception about <paramref name="operation"/>.</summary>
    public static KernelException Last(string operation) => Of(operation, Marshal.GetLastPInvokeError());

    public static KernelException Of(string operation, int errno) => new(operation, errno, Marshal.GetPInvokeErrorMessage(errno));
}
