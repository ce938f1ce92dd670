using Culvert.Images.Debian;
using Culvert.Images.Elf;

namespace Culvert.Images.Root;

/// <summary>Finds every shared library that some programs need, in Debian packages.</summary>
internal sealed class LibraryClosure(IReadOnlyList<DebianPackage> packages)
{
    // The loader is where every program says, the libraries where it looks.
    private const string Loader = "ld-linux-aarch64.so.1";
    private const string LoaderFolder = "/lib/";
    private const string Folder = "/lib/aarch64-linux-gnu/";

    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

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
        string place = (library == Loader ? LoaderFolder : Folder) + library;
        if (_files.ContainsKey(place)) return;
        string file = new[] { Folder + library, "/lib/" + library }
            .SelectMany(path => packages.Select(package => package.Find(path)))
            .FirstOrDefault(found => found is not null)
            ?? throw new ImageException($"{wantedBy} needs {library}, which no package has: add one to libraryPackages in images/image.json");
        _files[place] = file;
        AddNeedsOf(file);
    }
}
