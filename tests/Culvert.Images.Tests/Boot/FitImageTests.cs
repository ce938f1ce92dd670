using System.Security.Cryptography;
using Culvert.Images.Boot;
using Culvert.Images.Trees;

namespace Culvert.Images.Tests.Boot;

public sealed class FitImageTests
{
    [Fact]
    public void Kernel_and_root_are_there_with_their_hashes()
    {
        byte[] kernel = [1, 2, 3];
        byte[] root = [4, 5];
        TreeNode fit = TreeBlob.Read("fit", FitImage.Write("Culvert", 1700000000, kernel, root, 0x40400000));
        TreeNode images = fit.Find("images")!;
        Assert.Equal(kernel, images.Find("kernel")!.Property("data"));
        Assert.Equal(SHA256.HashData(kernel), images.Find("kernel")!.Find("hash-1")!.Property("value"));
        Assert.Equal([0x40, 0x40, 0, 0], images.Find("kernel")!.Property("load"));
        Assert.Equal(root, images.Find("root")!.Property("data"));
        Assert.Equal(SHA256.HashData(root), images.Find("root")!.Find("hash-1")!.Property("value"));
        TreeNode configurations = fit.Find("configurations")!;
        Assert.Equal(["kernel"], configurations.Find(configurations.Texts("default")[0])!.Texts("kernel"));
        Assert.Equal(["root"], configurations.Find(configurations.Texts("default")[0])!.Texts("ramdisk"));
    }
}
