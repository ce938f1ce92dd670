using Culvert.Hal.Boards;
using Culvert.Hal.Nics;
using Culvert.Images.Description;
using Culvert.Images.Trees;

namespace Culvert.Images.Kernel;

/// <summary>
/// Finds the modules that a board needs: what image.json names, what board.json names, and what its device tree has, with the
/// regulators of that. A device that nothing would drive ends the build.
/// </summary>
internal static class BoardDrivers
{
    /// <param name="tree">Null: image.json alone says what there is.</param>
    /// <returns>The modules in loading order.</returns>
    /// <exception cref="ImageException">A device that the board needs has no driver.</exception>
    public static IReadOnlyList<KernelModule> Find(ImageDescription image, BoardDescription board, TreeNode? tree, KernelModules kernel)
    {
        var closure = new ModuleClosure(kernel);
        foreach ((string driver, string reason) in image.FirstDrivers) Add(driver, reason);
        if (tree is not null) new TreeDrivers(image, board.Name, tree, kernel, closure).Add();
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
}
