using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Culvert.Images.Debian;

/// <summary>A Debian package, unpacked into the cache.</summary>
/// <param name="File">The .deb.</param>
/// <param name="Root">Where its files are.</param>
internal sealed record DebianPackage(string File, string Root, IReadOnlyDictionary<string, string> Control, long Date)
{
    public string Name => Control["Package"];

    public string Version => Control["Version"];

    /// <summary>The source package that it was built from: "e2fsprogs", also where the version differs.</summary>
    public string Source => Control.TryGetValue("Source", out string? source) ? source.Split(' ')[0] : Name;

    /// <summary>The package that a package without files of its own stands for: what it depends on first.</summary>
    public string FirstDependency => Control["Depends"].Split(' ', ',')[0];

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(File)));

    /// <summary>Unpacks what images/fetch brought, unless that was done before.</summary>
    /// <exception cref="ImageException">It is no package.</exception>
    public static DebianPackage Open(string file)
    {
        string root = Path.Combine(Checkout.Cache, "images", "unpacked", Path.GetFileNameWithoutExtension(file));
        if (!Directory.Exists(root))
        {
            string beside = root + ".part";
            if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
            Directory.CreateDirectory(beside);
            Command.Run("dpkg-deb", "--extract", file, beside);
            Directory.Move(beside, root);
        }

        return new DebianPackage(file, root, ParseControl(Command.Run("dpkg-deb", "--field", file)), ReadDate(file));
    }

    /// <summary>"Key: value" lines; a line that begins with a space goes on with the one before.</summary>
    public static IReadOnlyDictionary<string, string> ParseControl(string text)
    {
        var fields = new Dictionary<string, string>();
        string key = "";
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = line.IndexOf(':');
            if (char.IsWhiteSpace(line[0])) fields[key] += '\n' + line.Trim();
            else if (colon > 0) fields[key = line[..colon]] = line[(colon + 1)..].Trim();
        }

        return fields;
    }

    /// <summary>The path on this machine of a file of the package, whether the package says /lib or /usr/lib.</summary>
    public string? Find(string path)
    {
        string relative = path.TrimStart('/');
        string other = relative.StartsWith("usr/", StringComparison.Ordinal) ? relative[4..] : "usr/" + relative;
        return new[] { relative, other }.Select(each => Path.Combine(Root, each)).FirstOrDefault(each => System.IO.File.Exists(each));
    }

    // When it was built: the archive (ar) says it of its first member. Seconds since 1970.
    private static long ReadDate(string file)
    {
        Span<byte> header = stackalloc byte[68];
        using FileStream package = System.IO.File.OpenRead(file);
        package.ReadExactly(header);
        return long.Parse(Encoding.ASCII.GetString(header[24..36]), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }
}
