using System.Buffers.Binary;
using System.Text;

namespace Culvert.Images.Trees;

/// <summary>A node of a device tree.</summary>
/// <param name="Name">With its address: "ethernet@7d580000"; empty for the root.</param>
internal sealed record TreeNode(string Name)
{
    /// <summary>In the order of the file.</summary>
    public List<(string Name, byte[] Value)> Properties { get; } = [];

    public List<TreeNode> Children { get; } = [];

    /// <summary>What kind of device it is, without its address: "ethernet".</summary>
    public string Kind => Name.Split('@')[0];

    /// <summary>False when the tree says that the device is not there or not used.</summary>
    public bool Enabled => Texts("status") is [] or ["okay"] or ["ok"];

    /// <summary>What drives it, the most exact first.</summary>
    public IReadOnlyList<string> Compatible => Texts("compatible");

    /// <summary>This node and all below it, as long as they are enabled.</summary>
    public IEnumerable<TreeNode> EnabledNodes() =>
        Enabled ? Children.SelectMany(child => child.EnabledNodes()).Prepend(this) : [];

    public TreeNode? Find(string name) => Children.Find(child => child.Name == name);

    public byte[]? Property(string name)
    {
        int at = Properties.FindIndex(property => property.Name == name);
        return at < 0 ? null : Properties[at].Value;
    }

    /// <summary>The texts of a property; empty when it is not there.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Property(name) is { } value ? Encoding.UTF8.GetString(value).Split('\0', StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>The number that a property is; null when it is not there or more or less than one.</summary>
    public uint? Number(string name) => Property(name) is { Length: 4 } cell ? BinaryPrimitives.ReadUInt32BigEndian(cell) : null;

    public TreeNode With(string name, string text) => With(name, Encoding.UTF8.GetBytes(text + '\0'));

    /// <summary>A number as device trees have them: 32 bits, the most significant first.</summary>
    public TreeNode With(string name, uint number)
    {
        byte[] cell = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(cell, number);
        return With(name, cell);
    }

    public TreeNode With(string name, byte[] value)
    {
        Properties.Add((name, value));
        return this;
    }

    public TreeNode With(TreeNode child)
    {
        Children.Add(child);
        return this;
    }
}
