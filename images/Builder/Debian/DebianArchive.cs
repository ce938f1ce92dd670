namespace Culvert.Images.Debian;

/// <summary>Gets packages by images/fetch, and remembers which ones an image is made of.</summary>
internal sealed class DebianArchive
{
    private readonly SortedDictionary<string, DebianPackage> _used = new(StringComparer.Ordinal);

    /// <summary>All that was asked for so far, by name.</summary>
    public IReadOnlyCollection<DebianPackage> Used => _used.Values;

    /// <summary>The newest build of what was used, in seconds since 1970: the same packages give the same date.</summary>
    public long Date => _used.Values.Max(package => package.Date);

    /// <exception cref="ImageException">There is no such package.</exception>
    public IReadOnlyList<DebianPackage> Get(IReadOnlyCollection<string> names)
    {
        List<string> missing = names.Where(name => !_used.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            foreach (string file in Command.Run(Path.Combine(Checkout.Images, "fetch"), ["packages", .. missing]).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                DebianPackage package = DebianPackage.Open(file);
                _used[package.Name] = package;
            }
        }

        return names.Select(name => _used[name]).ToList();
    }

    public DebianPackage Get(string name) => Get([name])[0];

    /// <summary>The package that this one only names, in place of it: linux-image-arm64 is today's linux-image-6.1.0-56-arm64.</summary>
    public DebianPackage Resolve(string name)
    {
        DebianPackage named = Get(name);
        _used.Remove(name);
        return Get(named.FirstDependency);
    }

    /// <summary>A file of a package, written "package:/path".</summary>
    /// <exception cref="ImageException">The package does not have it.</exception>
    public string FindFile(string reference)
    {
        string[] parts = reference.Split(':', 2);
        if (parts.Length != 2) throw new ImageException($"'{reference}' in image.json names no file: write package:/path");
        return Get(parts[0]).Find(parts[1]) ?? throw new ImageException($"{parts[0]} has no {parts[1]}: see image.json");
    }
}
