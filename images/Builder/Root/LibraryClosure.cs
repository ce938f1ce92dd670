using Culvert.Images.Debian;
using Culvert.Images.Elf;

namespace Culvert.Images.Root;

/// <summary>Finds every shared library that some programs need, in Debian packages.</summary>
/// <param name="ownFolders">Where programs have libraries of their own, "/usr/lib/ipsec/": those stay there.</param>
internal sealed class LibraryClosure(IReadOnlyList<DebianPackage> packages, params IReadOnlyList<string> ownFolders)
{
    // The loader is where every program says, the libraries where it looks.
    private const string Loader = "ld-linux-aarch64.so.1";
    private const string LoaderFolder = "/lib/";
    private const string Folder = "/lib/aarch64-linux-gnu/";

    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = [];

    /// <summary>The file on this machine by its path in the image.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>Adds what a program needs.</summary>
    /// <exception cref="ImageException">No package has it.</exception>
    public void AddNeedsOf(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        if (!ElfFile.IsElf(content)) return;
        foreach (string library in new ElfFile(file, content).NeededLibraries()) Add(library, Path.GetFileName(file));
    }

    /// <summary>Adds a library and what it needs itself.</summary>
    /// <exception cref="ImageException">No package has it.</exception>
    public void Add(string library, string wantedBy)
    {
        if (!_seen.Add(library)) return;
        (string folder, string? file) = ((string[])[Folder, LoaderFolder, .. ownFolders])
            .SelectMany(each => packages.Select(package => (each, package.Find(each + library))))
            .FirstOrDefault(each => each.Item2 is not null);
        if (file is null) throw new ImageException($"{wantedBy} needs {library}, which no package has: add one to libraryPackages in images/image.json");
        if (!ownFolders.Contains(folder)) folder = library == Loader ? LoaderFolder : Folder;
        _files[folder + library] = file;
        AddNeedsOf(file);
    }
}
