using System.Globalization;
using Culvert.Control.Boot;
using Culvert.Hal.Boards;
using Culvert.Images.Bill;
using Culvert.Images.Boot;
using Culvert.Images.Debian;
using Culvert.Images.Description;
using Culvert.Images.Disk;
using Culvert.Images.Kernel;
using Culvert.Images.Root;
using Culvert.Images.Trees;

namespace Culvert.Images;

/// <summary>Builds everything of one board into artifacts/images/BOARD.</summary>
internal sealed class ImageBuild(string board)
{
    private readonly DebianArchive _archive = new();
    private readonly string _output = Path.Combine(Checkout.Artifacts, "images", board);

    /// <summary>What was written, the image first.</summary>
    /// <exception cref="ImageException">It cannot be built.</exception>
    public IReadOnlyList<ManifestFile> Run()
    {
        ImageDescription image = ImageDescriptions.Read(board);
        Directory.CreateDirectory(_output);
        DebianPackage kernel = _archive.Resolve(image.Kernel ?? throw Missing("kernel"));
        string release = kernel.Name["linux-image-".Length..];
        IReadOnlyList<KernelModule> modules = FindModules(image, kernel, release);
        Dictionary<string, byte[]> bootFiles = image.BootFiles.ToDictionary(pair => pair.Key, pair => ReadBootFile(pair.Value));
        // The firmware of the board passes it on; a machine that brings its own has none here.
        if (image.DeviceTree is { } tree) bootFiles["board.dtb"] = File.ReadAllBytes(DeviceTreeFile(kernel, release, tree));
        FetchAll(image);

        var bootLoader = new BootLoader(image.BootLoader ?? throw Missing("bootLoader"), image.BootLoaderBoard ?? throw Missing("bootLoaderBoard"));
        bootFiles["u-boot.bin"] = bootLoader.Build(_archive.Date);
        List<Part> parts =
        [
            .. _archive.Used.Select(DebianParts.Of),
            new Part("u-boot", bootLoader.Version, $"pkg:deb/debian/u-boot@{Uri.EscapeDataString(bootLoader.Version)}?arch=source&distro=debian", "GPL-2.0-or-later", null, null),
            .. NuGetParts.Read(Path.Combine(Checkout.Root, "firmware", "Culvert.Gateway", "obj", "project.assets.json"))
        ];
        var manifest = new Manifest(
            board,
            typeof(ImageBuild).Assembly.GetName().Version!.ToString(3),
            DateTimeOffset.FromUnixTimeSeconds(_archive.Date),
            release,
            bootLoader.Version,
            parts.Select(part => new ManifestPackage(part.Name, part.Version, part.Sha256)).ToList(),
            modules.Select(module => module.Name).ToList());

        string program = Path.Combine(Checkout.Artifacts, "linux-arm64", "culvert");
        RootTree root = BoardRoot.Make(image, board, program, modules, _archive, manifest.Write());
        string kernelFile = WriteFile("kernel", File.ReadAllBytes(kernel.Find($"/boot/vmlinuz-{release}")!));
        string kernelPacked = Compression.Gzip(kernelFile);
        string rootPacked = Compression.Zstd(WriteFile("initramfs.cpio", NewcArchive.Write(root.Entries, _archive.Date)));
        byte[] fit = FitImage.Write($"Culvert {manifest.Version} for {board}", _archive.Date, File.ReadAllBytes(kernelPacked), File.ReadAllBytes(rootPacked), LoadAddress(image));
        string disk = Path.Combine(_output, $"culvert-{board}.img");
        DiskImage.Write(disk, DiskParts(bootFiles, fit, manifest.Write()));
        string bootLoaderFile = WriteFile("u-boot.bin", bootFiles["u-boot.bin"]);

        List<ManifestFile> files = new[] { disk, Compression.Xz(disk), kernelFile, kernelPacked, rootPacked, bootLoaderFile }.Select(ManifestFile.Of).ToList();
        WriteFile("manifest.json", (manifest with { Files = files }).Write());
        WriteFile($"culvert-{board}.spdx.json", SpdxDocument.Write(manifest, files[0].Sha256, parts));
        return files;
    }

    private IReadOnlyList<KernelModule> FindModules(ImageDescription image, DebianPackage kernel, string release)
    {
        BoardResult known = BoardCatalog.Find(board);
        if (known.Problems.Count > 0) throw new ImageException($"board/{board}/board.json: {known.Problems[0]}");
        TreeNode? tree = null;
        if (image.DeviceTree is { } name)
        {
            string file = DeviceTreeFile(kernel, release, name);
            tree = TreeBlob.Read(file, File.ReadAllBytes(file));
        }

        return BoardDrivers.Find(image, known.Board, tree, KernelModules.Read(Path.Combine(kernel.Root, "lib", "modules", release)));
    }

    private static string DeviceTreeFile(DebianPackage kernel, string release, string name) =>
        kernel.Find($"/usr/lib/linux-image-{release}/{name}") ?? throw new ImageException($"{kernel.Name} has no device tree {name}: see image.json");

    // All at once, so that the date and the bill are known before anything is made.
    private void FetchAll(ImageDescription image) => _archive.Get([.. image.LibraryPackages, .. image.Programs.Values.Select(reference => reference.Split(':')[0]).Distinct()]);

    private byte[] ReadBootFile(string reference)
    {
        if (reference.Contains(':')) return File.ReadAllBytes(_archive.FindFile(reference));
        string file = Path.Combine(Checkout.Boards, board, reference);
        return File.Exists(file) ? File.ReadAllBytes(file) : throw new ImageException($"no {file}: see board/{board}/image.json");
    }

    private static IEnumerable<(long Offset, byte[] Content)> DiskParts(Dictionary<string, byte[]> bootFiles, byte[] fit, byte[] manifest)
    {
        yield return (0, MasterBootRecord.Write(BootDisk.Label, [DiskLayout.Boot, DiskLayout.SlotA, DiskLayout.SlotB, DiskLayout.Data]));
        yield return First(BootDisk.StateSectors, BootState.Default.ToValues());
        yield return First(BootDisk.MarkerSectors, WipeMarker.ToValues(isPending: false));
        List<(string, byte[])> files = bootFiles.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (file.Key, file.Value)).ToList();
        yield return (DiskLayout.Boot.Offset, FatVolume.Write(DiskLayout.Boot, "BOOT", BootDisk.Label + 1, files));
        (string, byte[])[] slot = [("culvert.itb", fit), ("manifest", manifest)];
        yield return (DiskLayout.SlotA.Offset, FatVolume.Write(DiskLayout.SlotA, "SLOT_A", BootDisk.Label + 2, slot));
        yield return (DiskLayout.SlotB.Offset, FatVolume.Write(DiskLayout.SlotB, "SLOT_B", BootDisk.Label + 3, slot));
    }

    // Of two copies that say nothing yet.
    private static (long Offset, byte[] Content) First(IReadOnlyList<int> sectors, IReadOnlyDictionary<string, string> values)
    {
        (int copy, byte[] sector) = new BlockPair(new byte[BootBlock.Size], new byte[BootBlock.Size]).Replace(values);
        return (sectors[copy] * (long)Partition.SectorSize, sector);
    }

    /// <summary>Where the board's kernel is unpacked to.</summary>
    /// <exception cref="ImageException">The description has none, or one that the kernel could not be at.</exception>
    internal static uint LoadAddress(ImageDescription image)
    {
        string text = image.LoadAddress ?? throw Missing("loadAddress");
        return text.StartsWith("0x", StringComparison.Ordinal) && uint.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint address)
            && address % 0x200000 == 0
            ? address
            : throw new ImageException($"loadAddress '{text}' of image.json is no multiple of 0x200000");
    }

    private string WriteFile(string name, byte[] content)
    {
        string file = Path.Combine(_output, name);
        File.WriteAllBytes(file, content);
        return file;
    }

    private static ImageException Missing(string key) => new($"neither images/image.json nor the board's says '{key}'");
}
