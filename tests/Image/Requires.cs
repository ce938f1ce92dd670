using Culvert.Lab;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;

namespace Culvert.Image.Tests;

/// <summary>What a test needs from the machine. Without it the test is skipped, loudly; with CI=true it fails.</summary>
internal static class Requires
{
    /// <summary>The image of qemu-virt, and QEMU.</summary>
    public static void Image()
    {
        Need(File.Exists(Card.Image), $"no image at {Card.Image}: run `make image BOARD=qemu-virt`");
        Need(Machine.Emulator is not null, "no qemu-system-aarch64: run tests/Lab/fetch image");
    }

    /// <summary>The image, QEMU, and a network for it with strongSwan at the far end.</summary>
    public static void Laboratory()
    {
        Image();
        string? whyNot = LabEntry.WhyNot();
        Need(whyNot is null, whyNot ?? "");
        Need(StrongSwanRelease.Machine.IsHere, "no strongSwan: run tests/Lab/fetch");
    }

    /// <summary>The tests' own program for the image.</summary>
    public static void Guest() => Need(File.Exists(BoxImage.Guest), $"no {BoxImage.Guest}: run `make test-image`");

    private static void Need(bool present, string reason)
    {
        if (present) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
