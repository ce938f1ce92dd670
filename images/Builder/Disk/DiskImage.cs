namespace Culvert.Images.Disk;

/// <summary>The whole card as a sparse file.</summary>
internal static class DiskImage
{
    /// <param name="parts">Where on the disk which bytes are; everything else is zeros.</param>
    public static void Write(string file, IEnumerable<(long Offset, byte[] Content)> parts)
    {
        File.Delete(file);
        using FileStream disk = File.Create(file);
        disk.SetLength(DiskLayout.Size);
        foreach ((long offset, byte[] content) in parts)
        {
            disk.Position = offset;
            disk.Write(content);
        }
    }
}
