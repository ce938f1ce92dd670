using Culvert.Images.Description;
using Culvert.Images.Trees;

namespace Culvert.Images.Kernel;

/// <summary>Adds the modules of what a device tree has: the devices of the kinds that the image wants, and their regulators.</summary>
internal sealed class TreeDrivers(ImageDescription image, string board, TreeNode tree, KernelModules kernel, ModuleClosure closure)
{
    private readonly PowerSupplies _supplies = new(tree);
    private readonly HashSet<TreeNode> _seen = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="ImageException">A device or a regulator has no driver.</exception>
    public void Add()
    {
        foreach (TreeNode node in tree.EnabledNodes().Where(node => image.Devices.Contains(node.Kind) && node.Compatible.Count > 0)) Add(node, "");
    }

    // Its regulators come before it.
    private void Add(TreeNode node, string purpose)
    {
        if (node.Compatible.Any(image.UnusedDevices.ContainsKey) || !_seen.Add(node)) return;
        foreach ((string property, TreeNode? regulator) in _supplies.Of(node))
        {
            if (regulator is null) throw new ImageException($"{board}: {property} of {node.Name} points to nothing in the device tree");
            Add(regulator, $", {property} of {node.Name}");
        }

        List<KernelModule> modules = node.Compatible.SelectMany(kernel.FindCompatible).Distinct().ToList();
        string? named = node.Compatible.Select(compatible => image.DeviceDrivers.GetValueOrDefault(compatible)).FirstOrDefault(driver => driver is not null);
        modules.ForEach(closure.Want);
        if (named is not null) closure.Want(named);
        else if (modules.Count == 0)
            throw new ImageException($"{board}: the kernel has no driver for {node.Name} ({string.Join(", ", node.Compatible)}){purpose}: name it in board/{board}/image.json, under deviceDrivers");
    }
}
