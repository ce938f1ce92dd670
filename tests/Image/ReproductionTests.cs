using Culvert.Images;

namespace Culvert.Image.Tests;

/// <summary>The same programs and packages make the same bytes. That the same sources make the same programs is for `make soak`: it takes minutes.</summary>
public sealed class ReproductionTests
{
    [Fact]
    public void An_image_that_is_built_again_in_another_directory_is_the_same_in_every_file()
    {
        Requires.Image();
        Command.Run(Path.Combine(Checkout.Images, "reproduce"), "qemu-virt", "binaries");
    }
}
