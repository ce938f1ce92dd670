using Culvert.Images.Debian;
using Culvert.Images.Description;
using Culvert.Images.Kernel;

namespace Culvert.Images.Root;

/// <summary>Puts together what the box finds at /.</summary>
internal static class BoardRoot
{
    private const string Settings = "Root";

    /// <param name="program">The native binary, which is /init.</param>
    /// <param name="modules">In loading order.</param>
    /// <param name="manifest">Goes to /etc/culvert-image/manifest.json.</param>
    /// <exception cref="ImageException">A file or a library is in no package.</exception>
    public static RootTree Make(ImageDescription image, string board, string program, IReadOnlyList<KernelModule> modules, DebianArchive archive, byte[] manifest)
    {
        var root = new RootTree();
        foreach (string folder in image.Folders) root.AddFolder(folder);
        // Without it nobody hears what PID 1 says before it has mounted /dev.
        root.AddDevice("/dev/console", 5, 1);
        root.AddDevice("/dev/null", 1, 3);

        var libraries = new LibraryClosure(archive.Get(image.LibraryPackages));
        AddProgram("/init", program);
        foreach ((string path, string reference) in image.Programs) AddProgram(path, archive.FindFile(reference));
        foreach (string library in image.OpenedLibraries) libraries.Add(library, "openedLibraries of image.json");
        foreach ((string path, string file) in libraries.Files) root.AddFile(path, File.ReadAllBytes(file), executable: true);
        foreach ((string path, string target) in image.Links) root.AddLink(path, target);

        foreach (KernelModule module in modules) root.AddFile($"/lib/modules/{module.Name}.ko", File.ReadAllBytes(module.File), executable: false);
        root.AddFile("/lib/modules.list", Lines(modules.Select(module => $"/lib/modules/{module.Name}.ko")), executable: false);
        root.AddFile("/etc/culvert-image/board", Lines([board]), executable: false);
        root.AddFile("/etc/culvert-image/manifest.json", manifest, executable: false);
        string settings = Path.Combine(Checkout.Images, Settings);
        foreach (string file in Directory.GetFiles(settings, "*", SearchOption.AllDirectories))
            root.AddFile(Path.GetRelativePath(settings, file), File.ReadAllBytes(file), executable: false);
        return root;

        void AddProgram(string path, string file)
        {
            root.AddFile(path, File.ReadAllBytes(file), executable: true);
            libraries.AddNeedsOf(file);
        }
    }

    private static byte[] Lines(IEnumerable<string> lines) => System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + '\n')));
}
