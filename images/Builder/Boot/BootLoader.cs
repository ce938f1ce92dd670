using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Culvert.Images.Boot;

/// <summary>
/// Builds U-Boot from Debian's source with the configuration and the boot commands of images/U-Boot. Debian's own builds stop
/// for whoever presses a key.
/// </summary>
internal sealed partial class BootLoader(string configuration, string board)
{
    private const string Compiler = "aarch64-linux-gnu-";

    private static string Files => Path.Combine(Checkout.Images, "U-Boot");

    private static IEnumerable<string> OwnPatches => Directory.GetFiles(Path.Combine(Files, "patches")).Order(StringComparer.Ordinal);

    /// <summary>"2023.01+dfsg-2+deb12u3"; known once it was built.</summary>
    public string Version { get; private set; } = "";

    /// <summary>The boot loader's bytes; compiled at the first time, from the cache when nothing it is made of has changed.</summary>
    /// <param name="date">What it takes for the time of its build, in seconds since 1970.</param>
    /// <exception cref="ImageException">It does not compile, or its configuration did not become what was asked for.</exception>
    public byte[] Build(long date)
    {
        string source = Command.Run(Path.Combine(Checkout.Images, "fetch"), "source", "u-boot").Trim();
        Version = Path.GetFileNameWithoutExtension(source).Split('_')[1];
        string wanted = Read("common.config") + Read($"{board}.config");
        string variables = Read("boot.env") + Read($"{board}.env");
        string patches = string.Concat(OwnPatches.Select(File.ReadAllText));
        string compiler = Command.Run(Compiler + "gcc", "--version");
        byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Version, configuration, wanted, variables, patches, compiler, date)));
        string folder = Path.Combine(Checkout.Cache, "images", "u-boot");
        string built = Path.Combine(folder, $"{board}-{Convert.ToHexStringLower(key)[..16]}.bin");
        if (!File.Exists(built))
        {
            Console.WriteLine($"compiling U-Boot {Version} for {board}: a minute");
            string tree = Unpack(source, Path.Combine(folder, board));
            File.WriteAllText(Path.Combine(tree, "culvert.env"), variables);
            Make(tree, date, configuration);
            string settings = Path.Combine(tree, ".config");
            File.WriteAllText(settings, Combine(File.ReadAllText(settings), wanted));
            Make(tree, date, "olddefconfig");
            Demand(wanted, File.ReadAllText(settings));
            Make(tree, date, "u-boot.bin");
            File.Copy(Path.Combine(tree, "u-boot.bin"), built + ".part", overwrite: true);
            File.Move(built + ".part", built);
            Directory.Delete(tree, recursive: true);
        }

        return File.ReadAllBytes(built);
    }

    /// <summary>A configuration in which a fragment's options are as the fragment says.</summary>
    public static string Combine(string configuration, string wanted)
    {
        HashSet<string> said = wanted.Split('\n').Select(Option).OfType<string>().ToHashSet();
        return string.Join('\n', configuration.Split('\n').Where(line => Option(line) is not { } option || !said.Contains(option))) + wanted;
    }

    /// <summary>Each line of a fragment must hold in the configuration that it led to.</summary>
    /// <exception cref="ImageException">One does not.</exception>
    public static void Demand(string wanted, string configuration)
    {
        HashSet<string> lines = configuration.Split('\n').ToHashSet();
        HashSet<string> set = lines.Where(line => !line.StartsWith('#')).Select(Option).OfType<string>().ToHashSet();
        foreach (string line in wanted.Split('\n').Where(line => Option(line) is not null))
        {
            bool holds = line.StartsWith('#') ? !set.Contains(Option(line)!) : lines.Contains(line);
            if (!holds) throw new ImageException($"U-Boot does not take '{line}' of images/U-Boot: see what that option depends on");
        }
    }

    // "CONFIG_X=…" and "# CONFIG_X is not set" are about CONFIG_X.
    private static string? Option(string line) => OptionLine().Match(line) is { Success: true } match ? match.Groups[1].Value : null;

    private static string Read(string name) => File.ReadAllText(Path.Combine(Files, name));

    private static string Unpack(string description, string tree)
    {
        if (Directory.Exists(tree)) Directory.Delete(tree, recursive: true);
        Directory.CreateDirectory(tree);
        List<string> archives = File.ReadLines(description).Select(line => line.Trim().Split(' ')[^1]).Where(name => name.Contains(".tar.")).Distinct().ToList();
        foreach (string archive in archives.OrderByDescending(name => name.Contains(".orig.")))
        {
            string[] strip = archive.Contains(".orig.") ? ["--strip-components=1"] : [];
            Command.Run("tar", ["--extract", "--file", Path.Combine(Path.GetDirectoryName(description)!, archive), "--directory", tree, .. strip]);
        }

        string patches = Path.Combine(tree, "debian", "patches");
        foreach (string patch in File.ReadLines(Path.Combine(patches, "series")).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
            Patch(tree, Path.Combine(patches, patch));
        foreach (string patch in OwnPatches) Patch(tree, patch);
        return tree;
    }

    private static void Patch(string tree, string patch) => Command.Run("patch", "--silent", "--strip=1", $"--directory={tree}", $"--input={patch}");

    private static void Make(string tree, long date, string target)
    {
        var make = new ProcessStartInfo("make", ["--silent", target]) { WorkingDirectory = tree };
        make.Environment["CROSS_COMPILE"] = Compiler;
        make.Environment["SOURCE_DATE_EPOCH"] = $"{date}";
        // Of the make that called us: its jobs and variables are not for this one.
        make.Environment.Remove("MAKEFLAGS");
        make.Environment.Remove("MAKELEVEL");
        // Bison that was unpacked finds its own files by this.
        string data = Path.Combine(Command.Tools, "share", "bison");
        if (Directory.Exists(data)) make.Environment["BISON_PKGDATADIR"] = data;
        string m4 = Path.Combine(Command.Tools, "bin", "m4");
        if (File.Exists(m4)) make.Environment["M4"] = m4;
        Command.Run(make);
    }

    [GeneratedRegex("^(?:# )?(CONFIG_[A-Z0-9_]+)(?:=.*| is not set)$")]
    private static partial Regex OptionLine();
}
