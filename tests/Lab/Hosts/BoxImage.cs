namespace Culvert.Lab.Hosts;

/// <summary>What `make image BOARD=qemu-virt` left.</summary>
public static class BoxImage
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "artifacts", "images", "qemu-virt");

    /// <summary>The card as it is written to one.</summary>
    public static string Card { get; } = Path.Combine(Folder, "culvert-qemu-virt.img");

    /// <summary>What it is made of, with the hash of every file.</summary>
    public static string Manifest { get; } = Path.Combine(Folder, "manifest.json");

    /// <summary>By its boot loader, as on a board.</summary>
    public static IReadOnlyList<string> StartByBootLoader { get; } = ["-bios", Path.Combine(Folder, "u-boot.bin")];

    /// <summary>The system of slot a without its boot loader.</summary>
    public static IReadOnlyList<string> StartDirectly { get; } = Start(Root);

    /// <summary>The kernel as it is unpacked into memory.</summary>
    public static string Kernel => Path.Combine(Folder, "kernel");

    /// <summary>The same compressed, as a card has it.</summary>
    public static string PackedKernel => Kernel + ".gz";

    /// <summary>The root as it is unpacked into memory.</summary>
    public static string Root => Path.Combine(Folder, "initramfs.cpio.zst");

    /// <summary>The same uncompressed.</summary>
    public static string PlainRoot => Path.Combine(Folder, "initramfs.cpio");

    /// <summary>The firmware alone.</summary>
    public static string Firmware { get; } = Path.Combine(Checkout.Root, "artifacts", "linux-arm64", "culvert");

    /// <summary>The tests' own program for the image.</summary>
    public static string Guest { get; } = Path.Combine(Checkout.Root, "artifacts", "guest", "guest");

    /// <summary>The image's kernel with another root.</summary>
    public static IReadOnlyList<string> Start(string root) =>
    [
        "-kernel", PackedKernel, "-initrd", root,
        "-append", "console=ttyAMA0 quiet loglevel=3 panic=5 lockdown=confidentiality culvert.slot=a",
    ];

    /// <summary>Null when there is one, else the reason in one line.</summary>
    public static string? WhyNot() => File.Exists(Card) ? null : "no image: make image BOARD=qemu-virt";
}
