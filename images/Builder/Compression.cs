namespace Culvert.Images;

/// <summary>The compressors; none writes a name or a time, and one thread makes the same of the same everywhere.</summary>
internal static class Compression
{
    /// <summary>Compresses a file to FILE.gz, for the kernel: QEMU unpacks no other kind.</summary>
    public static string Gzip(string file) => Beside(file, ".gz", "gzip", "-9", "--no-name", "--keep", "--force");

    /// <summary>Compresses a file to FILE.zst, for the root: smaller, and faster to unpack.</summary>
    public static string Zstd(string file) => Beside(file, ".zst", "zstd", "--quiet", "-19", "--threads=1", "--keep", "--force");

    /// <summary>Compresses a file to FILE.xz. The dictionary reaches from one slot to the other, which are alike; what else is in it is compressed already, and looking harder gains a thousandth.</summary>
    public static string Xz(string file) => Beside(file, ".xz", "xz", "--threads=1", "--lzma2=preset=1,dict=64MiB", "--keep", "--force");

    private static string Beside(string file, string ending, string program, params string[] options)
    {
        Command.Run(program, [.. options, file]);
        return file + ending;
    }
}
