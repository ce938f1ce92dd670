using System.Text;

namespace Culvert.Hal.Linux;

/// <summary>Text in structures of the kernel: a field of fixed size, ended by a zero where it is shorter.</summary>
internal static unsafe class NativeText
{
    public static string Read(byte* field, int size)
    {
        var text = new ReadOnlySpan<byte>(field, size);
        int end = text.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }

    /// <summary>A path as system calls take it.</summary>
    public static byte[] Path(string path) => Encoding.UTF8.GetBytes(path + '\0');
}
