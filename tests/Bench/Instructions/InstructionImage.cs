using Culvert.Images;
using Culvert.Images.Debian;
using Culvert.Images.Description;
using Culvert.Images.Root;

namespace Culvert.Bench.Instructions;

/// <summary>The product's kernel and libraries, and the program that counts in the product's place.</summary>
internal static class InstructionImage
{
    private static readonly string Folder = Path.Combine(Checkout.Artifacts, "instructions");

    public static string Kernel { get; } = Path.Combine(Folder, "kernel");

    public static string Root { get; } = Path.Combine(Folder, "root.cpio");

    private static string Program { get; } = Path.Combine(Folder, "instructions");

    /// <exception cref="ImageException">It cannot be built.</exception>
    public static void Build()
    {
        ImageDescription image = ImageDescriptions.Read("qemu-virt");
        var archive = new DebianArchive();
        DebianPackage kernel = archive.Resolve(image.Kernel!);
        var libraries = new LibraryClosure(archive.Get(image.LibraryPackages));
        libraries.AddNeedsOf(Program);
        foreach (string library in image.OpenedLibraries) libraries.Add(library, "openedLibraries of image.json");
        var root = new RootTree();
        root.AddFolder("/dev");
        root.AddDevice("/dev/console", 5, 1);
        root.AddDevice("/dev/null", 1, 3);
        root.AddFile("/init", File.ReadAllBytes(Program), executable: true);
        foreach ((string path, string file) in libraries.Files) root.AddFile(path, File.ReadAllBytes(file), executable: true);
        File.WriteAllBytes(Root, NewcArchive.Write(root.Entries, archive.Date));
        File.Copy(kernel.Find($"/boot/vmlinuz-{kernel.Name["linux-image-".Length..]}")!, Kernel, overwrite: true);
    }
}
