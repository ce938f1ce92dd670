using Culvert.Images.Trees;

namespace Culvert.Images.Kernel;

/// <summary>
/// Which regulators the devices of a tree have: what their "…-supply" properties point to. The kernel starts no device before
/// all of its regulators are driven.
/// </summary>
internal sealed class PowerSupplies
{
    private const string Suffix = "-supply";

    private readonly Dictionary<uint, TreeNode> _drivenNodes = [];

    public PowerSupplies(TreeNode tree) => tree.Children.ForEach(child => Enter(child, child));

    /// <summary>The names of its properties, and the node that a driver must claim for each; null where there is none.</summary>
    public IEnumerable<(string Property, TreeNode? Regulator)> Of(TreeNode node) => node.Properties.Select(property => property.Name)
        .Where(name => name.EndsWith(Suffix, StringComparison.Ordinal))
        .Select(name => (name, Find(node, name)));

    // One of a chip's regulators has no driver of its own: it is in the node of the chip.
    private void Enter(TreeNode node, TreeNode driven)
    {
        if (node.Compatible.Count > 0) driven = node;
        if (node.Number("phandle") is { } handle) _drivenNodes[handle] = driven;
        foreach (TreeNode child in node.Children) Enter(child, driven);
    }

    private TreeNode? Find(TreeNode node, string name) => node.Number(name) is { } handle ? _drivenNodes.GetValueOrDefault(handle) : null;
}
