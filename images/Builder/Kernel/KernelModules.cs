namespace Culvert.Images.Kernel;

/// <summary>All modules of a kernel package, and the names of the drivers that are built into its kernel.</summary>
internal sealed class KernelModules
{
    private const string CompatiblePrefix = "of:N*T*C";

    private readonly Dictionary<string, KernelModule> _byName;
    private readonly ILookup<string, KernelModule> _byAlias;
    private readonly HashSet<string> _builtIn;

    public KernelModules(IEnumerable<KernelModule> modules, IEnumerable<string> builtIn)
    {
        _byName = modules.ToDictionary(module => module.Name);
        _byAlias = _byName.Values.OrderBy(module => module.Name, StringComparer.Ordinal)
            .SelectMany(module => module.Aliases.Distinct().Select(alias => (alias, module)))
            .ToLookup(pair => pair.alias, pair => pair.module);
        _builtIn = builtIn.Select(KernelModule.NameOf).ToHashSet();
    }

    /// <summary>Reads "lib/modules/VERSION" of an unpacked kernel package.</summary>
    /// <exception cref="ImageException">It holds none, or some that are compressed.</exception>
    public static KernelModules Read(string folder)
    {
        string[] files = Directory.GetFiles(folder, "*.ko", SearchOption.AllDirectories);
        if (files.Length == 0) throw new ImageException($"no uncompressed module in {folder}: the builder knows kernels of Debian 12");
        string builtIn = Path.Combine(folder, "modules.builtin");
        return new KernelModules(files.Select(KernelModule.Read), File.ReadLines(builtIn).Select(line => Path.GetFileNameWithoutExtension(line)));
    }

    public bool IsBuiltIn(string name) => _builtIn.Contains(KernelModule.NameOf(name));

    /// <summary>The modules of that name, or with exactly that alias; none when it is built in or unknown.</summary>
    public IEnumerable<KernelModule> Find(string nameOrAlias) =>
        _byName.TryGetValue(KernelModule.NameOf(nameOrAlias), out KernelModule? module) ? [module] : _byAlias[nameOrAlias];

    /// <summary>The modules that drive what a device tree calls so: "brcm,bcm2711-genet-v5".</summary>
    public IEnumerable<KernelModule> FindCompatible(string compatible) =>
        _byAlias[CompatiblePrefix + compatible].Concat(_byAlias[$"{CompatiblePrefix}{compatible}C*"]).Distinct();
}
