namespace Culvert.Images.Kernel;

/// <summary>
/// Every module that must be in the image for the wanted ones, in an order in which each can be loaded: nothing loads modules
/// by itself there.
/// </summary>
internal sealed class ModuleClosure(KernelModules kernel)
{
    private readonly List<KernelModule> _order = [];
    private readonly HashSet<string> _seen = [];

    /// <summary>In loading order.</summary>
    public IReadOnlyList<KernelModule> Order => _order;

    /// <summary>Adds what is needed to have that driver, unless it is built in.</summary>
    /// <exception cref="ImageException">The kernel has no such driver.</exception>
    public void Want(string driver)
    {
        if (kernel.IsBuiltIn(driver)) return;
        List<KernelModule> found = kernel.Find(driver).ToList();
        if (found.Count == 0) throw new ImageException($"the kernel has no driver '{driver}', neither as a module nor built in");
        found.ForEach(Add);
    }

    public void Want(KernelModule module) => Add(module);

    private void Add(KernelModule module)
    {
        if (!_seen.Add(module.Name)) return;
        foreach (string name in module.Depends) Want(name);
        // Whoever wrote a softdep can do without it: what this kernel does not have is passed over.
        foreach (KernelModule each in module.Before.SelectMany(kernel.Find)) Add(each);
        _order.Add(module);
        foreach (KernelModule each in module.After.SelectMany(kernel.Find)) Add(each);
    }
}
