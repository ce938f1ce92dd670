using System.Security.Cryptography;
using Culvert.Images.Trees;

namespace Culvert.Images.Boot;

/// <summary>
/// What a slot holds: kernel and root in one file, each with its SHA-256, which U-Boot checks before it starts anything (its
/// "Flattened Image Tree"). A signature of the configuration can be added without another layout.
/// </summary>
internal static class FitImage
{
    /// <param name="loadAddress">Where the kernel is unpacked to: 2 MiB aligned, in the board's memory.</param>
    /// <param name="date">Seconds since 1970.</param>
    public static byte[] Write(string description, long date, byte[] gzippedKernel, byte[] root, uint loadAddress)
    {
        TreeNode kernel = Part("kernel", "kernel", "gzip", gzippedKernel).With("load", loadAddress).With("entry", loadAddress);
        TreeNode ramdisk = Part("root", "ramdisk", "none", root);
        TreeNode configuration = new TreeNode("culvert").With("description", description).With("kernel", "kernel").With("ramdisk", "root");
        return TreeBlob.Write(new TreeNode("")
            .With("description", description)
            .With("timestamp", (uint)date)
            .With("#address-cells", 1)
            .With(new TreeNode("images").With(kernel).With(ramdisk))
            .With(new TreeNode("configurations").With("default", "culvert").With(configuration)));
    }

    private static TreeNode Part(string name, string type, string compression, byte[] data) =>
        new TreeNode(name)
            .With("description", name)
            .With("data", data)
            .With("type", type)
            .With("arch", "arm64")
            .With("os", "linux")
            .With("compression", compression)
            .With(new TreeNode("hash-1").With("algo", "sha256").With("value", SHA256.HashData(data)));
}
