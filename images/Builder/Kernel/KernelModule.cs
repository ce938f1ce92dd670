using System.Text;
using Culvert.Images.Elf;

namespace Culvert.Images.Kernel;

/// <summary>One loadable module and what its .modinfo section says of it.</summary>
/// <param name="Name">As the kernel knows it: "xhci_pci", never with a hyphen.</param>
/// <param name="File">Where the module lies.</param>
internal sealed record KernelModule(string Name, string File)
{
    /// <summary>Modules whose symbols it uses: without them it cannot be loaded (depends=).</summary>
    public IReadOnlyList<string> Depends { get; private init; } = [];

    /// <summary>Modules or aliases that are wanted before it (softdep=pre:).</summary>
    public IReadOnlyList<string> Before { get; private init; } = [];

    /// <summary>Modules or aliases that are wanted after it (softdep=post:).</summary>
    public IReadOnlyList<string> After { get; private init; } = [];

    /// <summary>What it drives, as the kernel asks for it: "of:N*T*Cbrcm,bcm2711-genet-v5".</summary>
    public IReadOnlyList<string> Aliases { get; private init; } = [];

    /// <exception cref="ImageException">It is no module.</exception>
    public static KernelModule Read(string file)
    {
        var elf = new ElfFile(file, System.IO.File.ReadAllBytes(file));
        return Parse(NameOf(Path.GetFileNameWithoutExtension(file)), file, elf.FindSection(".modinfo"));
    }

    /// <summary>Reads "key=value" texts that end with a zero.</summary>
    public static KernelModule Parse(string name, string file, ReadOnlySpan<byte> modinfo)
    {
        List<(string Key, string Value)> said = Encoding.UTF8.GetString(modinfo).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => text.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => (parts[0], parts[1]))
            .ToList();
        List<string> Values(string key) => said.Where(each => each.Key == key).Select(each => each.Value).ToList();

        var before = new List<string>();
        var after = new List<string>();
        foreach (string softdep in Values("softdep"))
        {
            List<string> names = before;
            foreach (string word in softdep.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (word == "pre:") names = before;
                else if (word == "post:") names = after;
                else names.Add(word);
            }
        }

        return new KernelModule(name, file)
        {
            Depends = Values("depends").SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(NameOf).ToList(),
            Before = before,
            After = after,
            Aliases = Values("alias")
        };
    }

    /// <summary>The kernel takes "xhci-pci" and "xhci_pci" for the same name.</summary>
    public static string NameOf(string text) => text.Replace('-', '_');
}
