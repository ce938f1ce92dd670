using Culvert.Hal.Disks;
using Microsoft.Win32.SafeHandles;

namespace Culvert.Hal.Linux.Disks;

/// <summary>A block device, or a file that stands for one. One that is write-protected can be read.</summary>
public sealed unsafe class LinuxBlockDevice : IBlockDevice
{
    private readonly SafeFileHandle _handle;

    private LinuxBlockDevice(string name, SafeFileHandle handle)
    {
        (Name, _handle) = (name, handle);
        ulong size;
        Size = Libc.IoControl(Descriptor, Libc.BlockGetSize, &size) < 0 ? RandomAccess.GetLength(handle) : (long)size;
    }

    public string Name { get; }

    public long Size { get; }

    private int Descriptor => (int)_handle.DangerousGetHandle();

    /// <exception cref="IOException">It cannot be opened.</exception>
    public static LinuxBlockDevice Open(string device)
    {
        try
        {
            try
            {
                return Open(device, FileAccess.ReadWrite);
            }
            catch (Exception refused) when (refused is UnauthorizedAccessException or IOException and not FileNotFoundException)
            {
                return Open(device, FileAccess.Read);
            }
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    public void Read(long offset, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int read = RandomAccess.Read(_handle, buffer, offset);
            if (read == 0) throw new EndOfStreamException($"{Name} ends at octet {offset}");
            buffer = buffer[read..];
            offset += read;
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> data)
    {
        try
        {
            RandomAccess.Write(_handle, data, offset);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"{Name} is write-protected", refused);
        }
    }

    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public bool TryDiscard()
    {
        ulong* range = stackalloc ulong[] { 0, (ulong)Size };
        return Libc.IoControl(Descriptor, Libc.BlockDiscard, range) == 0;
    }

    public void Dispose() => _handle.Dispose();

    private static LinuxBlockDevice Open(string device, FileAccess access) =>
        new(device, File.OpenHandle(device, FileMode.Open, access, FileShare.ReadWrite));
}
