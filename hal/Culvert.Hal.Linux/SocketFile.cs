using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>What .NET does not say or do about a Unix socket's file.</summary>
public static class SocketFile
{
    private const uint OwnerOnly = 0x180; // 0600

    /// <summary>Gives the file that a later bind makes mode 0600, with no instant in between at which others could connect.</summary>
    public static void SetOwnerOnly(SafeHandle unboundSocket)
    {
        ArgumentNullException.ThrowIfNull(unboundSocket);
        if (Libc.Fchmod((int)unboundSocket.DangerousGetHandle(), OwnerOnly) < 0) throw Errno.Last("set a socket's mode");
    }

    /// <summary>Whether there is a socket at the path; a link to one is none.</summary>
    public static bool IsSocket(string path) => FileStatus.Of(path) is { IsSocket: true };
}
