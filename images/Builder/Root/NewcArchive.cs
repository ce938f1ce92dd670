using System.Globalization;
using System.Text;

namespace Culvert.Images.Root;

/// <summary>
/// A cpio archive as the kernel unpacks it ("newc", Documentation/driver-api/early-userspace/buffer-format.rst). All belongs to
/// root, and the times are one time: the same entries make the same archive.
/// </summary>
internal static class NewcArchive
{
    /// <param name="entries">Folders before what is in them.</param>
    /// <param name="date">Seconds since 1970.</param>
    public static byte[] Write(IEnumerable<RootEntry> entries, long date)
    {
        var archive = new MemoryStream();
        uint inode = 1;
        foreach (RootEntry entry in entries) WriteEntry(archive, entry, inode++, date);
        WriteEntry(archive, new RootEntry("TRAILER!!!", 0, []), 0, 0);
        return archive.ToArray();
    }

    private static void WriteEntry(MemoryStream archive, RootEntry entry, uint inode, long date)
    {
        byte[] name = Encoding.UTF8.GetBytes(entry.Path + '\0');
        uint[] fields =
        [
            inode, entry.Mode, 0, 0, 1, (uint)date, (uint)entry.Content.Length, 0, 0, entry.Major, entry.Minor, (uint)name.Length, 0
        ];
        archive.Write("070701"u8);
        foreach (uint field in fields) archive.Write(Encoding.ASCII.GetBytes(field.ToString("X8", CultureInfo.InvariantCulture)));
        archive.Write(name);
        Align(archive);
        archive.Write(entry.Content);
        Align(archive);
    }

    private static void Align(MemoryStream archive) => archive.Write(new byte[(4 - archive.Length % 4) % 4]);
}
