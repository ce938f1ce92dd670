using Culvert.Hal.Boards;
using Culvert.Hal.Nics;
using Culvert.Images.Description;
using Culvert.Images.Trees;

namespace Culvert.Images.Kernel;

/// <summary>
/// Finds the modules that a board needs: what image.json names, what board.json names, and what its device tree has. A device
/// that nothing would drive ends the build.
/// </summary>
internal static class BoardDrivers
{
    /// <param name="tree">Null: image.json alone says what there is.</param>
    /// <returns>The modules in loading order.</returns>
    /// <exception cref="ImageException">A device that the board needs has no driver.</exception>
    public static IReadOnlyList<KernelModule> Find(ImageDescription image, BoardDescription board, TreeNode? tree, KernelModules kernel)
    {
        var closure = new ModuleClosure(kernel);
        if (tree is not null)
        {
            foreach (TreeNode node in Needed(image, tree)) AddDevice(node, image, board.Name, kernel, closure);
        }

        foreach (string driver in board.Nics.OrderBy(pair => pair.Key).Select(pair => pair.Value.Driver).OfType<string>()) Add(driver, $"board/{board.Name}/board.json");
        foreach ((string driver, string reason) in image.Drivers) Add(driver, reason);
        return closure.Order;

        void Add(string driver, string reason)
        {
            try
            {
                closure.Want(driver);
            }
            catch (ImageException fault)
            {
                throw new ImageException($"{board.Name}: {fault.Message} ({reason})");
            }
        }
    }

    private static IEnumerable<TreeNode> Needed(ImageDescription image, TreeNode tree) => tree.EnabledNodes()
        .Where(node => image.Devices.Contains(node.Kind) && node.Compatible.Count > 0)
        .Where(node => !node.Compatible.Any(image.UnusedDevices.ContainsKey));

    private static void AddDevice(TreeNode node, ImageDescription image, string board, KernelModules kernel, ModuleClosure closure)
    {
        List<KernelModule> modules = node.Compatible.SelectMany(kernel.FindCompatible).Distinct().ToList();
        string? named = node.Compatible.Select(compatible => image.DeviceDrivers.GetValueOrDefault(compatible)).FirstOrDefault(driver => driver is not null);
        modules.ForEach(closure.Want);
        if (named is not null) closure.Want(named);
        else if (modules.Count == 0)
            throw new ImageException($"{board}: the kernel has no driver for {node.Name} ({string.Join(", ", node.Compatible)}): name it in board/{board}/image.json, under deviceDrivers");
    }
}
