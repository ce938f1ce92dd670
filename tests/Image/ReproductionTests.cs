using Culvert.Images;

namespace Culvert.Image.Tests;

/// <summary>The same sources and packages make the same bytes.</summary>
public sealed class ReproductionTests
{
    [Fact]
    public void An_image_that_is_built_again_in_another_directory_is_the_same_in_every_file()
    {
        Requires.Image();
        Command.Run(Path.Combine(Checkout.Images, "reproduce"), "qemu-virt", "binaries");
    }
}
