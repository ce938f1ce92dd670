using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>The one name of a directory that has several.</summary>
public static unsafe class RealPath
{
    private const int LongestPath = 4096;

    /// <summary>The full path without symbolic links; the path as it is where there is no such file.</summary>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        byte[] name = NativeText.Path(full);
        byte[] resolved = new byte[LongestPath];
        fixed (byte* from = name, to = resolved) return Libc.RealPath(from, to) is null ? full : Marshal.PtrToStringUTF8((nint)to)!;
    }
}
