using System.Text;

namespace Culvert.Images.Root;

/// <summary>What the box finds at /: a set of names, each there once, with the folders that they are in.</summary>
internal sealed class RootTree
{
    // 0755, 0644, 0777 and 0600.
    private const uint Everybody = 0x1ED;
    private const uint Readable = 0x1A4;
    private const uint Link = 0x1FF;
    private const uint Root = 0x180;

    private readonly SortedDictionary<string, RootEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Sorted, so that folders come before what is in them.</summary>
    public IEnumerable<RootEntry> Entries => _entries.Values;

    public bool Contains(string path) => _entries.ContainsKey(Relative(path));

    public void AddFolder(string path) => Add(new RootEntry(Relative(path), RootEntry.FolderKind | Everybody, []));

    public void AddFile(string path, byte[] content, bool executable) =>
        Add(new RootEntry(Relative(path), RootEntry.FileKind | (executable ? Everybody : Readable), content));

    public void AddLink(string path, string target) => Add(new RootEntry(Relative(path), RootEntry.LinkKind | Link, Encoding.UTF8.GetBytes(target)));

    public void AddDevice(string path, uint major, uint minor) =>
        Add(new RootEntry(Relative(path), RootEntry.CharacterDeviceKind | Root, [], major, minor));

    private void Add(RootEntry entry)
    {
        int slash = entry.Path.LastIndexOf('/');
        if (slash > 0 && !Contains(entry.Path[..slash])) AddFolder(entry.Path[..slash]);
        if (!_entries.TryAdd(entry.Path, entry)) throw new ImageException($"/{entry.Path} would be in the image twice: see image.json");
    }

    private static string Relative(string path) => path.TrimStart('/');
}
