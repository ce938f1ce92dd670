namespace Culvert.Images.Description;

/// <summary>What images/image.json and board/NAME/image.json say; the board's adds to the common one.</summary>
internal sealed record ImageDescription
{
    /// <summary>The package whose first dependency is the kernel: "linux-image-arm64".</summary>
    public string? Kernel { get; init; }

    /// <summary>The board's device tree in the kernel's package: "broadcom/bcm2711-rpi-4-b.dtb". Null: the machine brings its own.</summary>
    public string? DeviceTree { get; init; }

    /// <summary>Kinds of nodes ("ethernet") that must have a driver wherever the device tree has one.</summary>
    public List<string> Devices { get; init; } = [];

    /// <summary>Drivers by what a device tree calls the device, where the kernel's modules do not say it themselves.</summary>
    public Dictionary<string, string> DeviceDrivers { get; init; } = [];

    /// <summary>Devices of the tree that are left alone, by what it calls them, and why.</summary>
    public Dictionary<string, string> UnusedDevices { get; init; } = [];

    /// <summary>Drivers that are loaded before all others, and what for: the watchdog's, so that another that hangs is no end.</summary>
    public Dictionary<string, string> FirstDrivers { get; init; } = [];

    /// <summary>Drivers that are needed besides, modules or built in, and what for.</summary>
    public Dictionary<string, string> Drivers { get; init; } = [];

    /// <summary>Programs by their place in the image: "/sbin/e2fsck": "e2fsprogs:/sbin/e2fsck".</summary>
    public Dictionary<string, string> Programs { get; init; } = [];

    /// <summary>Packages that the programs' libraries are in.</summary>
    public List<string> LibraryPackages { get; init; } = [];

    /// <summary>Libraries that are opened by name while the box runs, which no file says.</summary>
    public List<string> OpenedLibraries { get; init; } = [];

    /// <summary>Symbolic links.</summary>
    public Dictionary<string, string> Links { get; init; } = [];

    /// <summary>Empty folders.</summary>
    public List<string> Folders { get; init; } = [];

    /// <summary>U-Boot's configuration for the board: "rpi_arm64_defconfig".</summary>
    public string? BootLoader { get; init; }

    /// <summary>The name of its files in images/U-Boot: "rpi".</summary>
    public string? BootLoaderBoard { get; init; }

    /// <summary>Where the kernel is unpacked to before it starts, 2 MiB aligned: "0x40400000".</summary>
    public string? LoadAddress { get; init; }

    /// <summary>Files of the boot partition: "package:/path", or a file beside the board's image.json.</summary>
    public Dictionary<string, string> BootFiles { get; init; } = [];
}
