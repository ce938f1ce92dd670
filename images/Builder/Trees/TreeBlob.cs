using System.Buffers.Binary;
using System.Text;

namespace Culvert.Images.Trees;

/// <summary>Device trees as the boot loader and the kernel pass them (Devicetree Specification 0.4, chapter 5, version 17).</summary>
internal static class TreeBlob
{
    private const uint Magic = 0xD00DFEED;
    private const uint BeginNode = 1;
    private const uint EndNode = 2;
    private const uint Property = 3;
    private const uint Nothing = 4;
    private const uint End = 9;
    private const int HeaderSize = 40;
    private const int ReservationsSize = 16;

    /// <exception cref="ImageException">It is no device tree.</exception>
    public static TreeNode Read(string name, ReadOnlySpan<byte> blob)
    {
        try
        {
            if (Cell(blob, 0) != Magic) throw Broken(name);
            ReadOnlySpan<byte> tree = blob.Slice((int)Cell(blob, 8), (int)Cell(blob, 36));
            ReadOnlySpan<byte> names = blob.Slice((int)Cell(blob, 12), (int)Cell(blob, 32));
            int at = 0;
            while (Cell(tree, at) == Nothing) at += 4;
            if (Cell(tree, at) != BeginNode) throw Broken(name);
            return ReadNode(tree, names, ref at, depth: 0);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Broken(name);
        }
    }

    public static byte[] Write(TreeNode root)
    {
        var tree = new MemoryStream();
        var names = new MemoryStream();
        WriteNode(root, tree, names, []);
        WriteCell(tree, End);

        var blob = new MemoryStream();
        int treeAt = HeaderSize + ReservationsSize;
        int namesAt = treeAt + (int)tree.Length;
        uint[] header =
        [
            Magic, (uint)(namesAt + names.Length), (uint)treeAt, (uint)namesAt, HeaderSize, 17, 16, 0, (uint)names.Length, (uint)tree.Length
        ];
        foreach (uint cell in header) WriteCell(blob, cell);
        blob.Write(new byte[ReservationsSize]);
        tree.WriteTo(blob);
        names.WriteTo(blob);
        return blob.ToArray();
    }

    private static TreeNode ReadNode(ReadOnlySpan<byte> tree, ReadOnlySpan<byte> names, ref int at, int depth)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, 64);
        string name = Text(tree, at + 4);
        var node = new TreeNode(name);
        at = Aligned(at + 4 + Encoding.UTF8.GetByteCount(name) + 1);
        while (true)
        {
            switch (Cell(tree, at))
            {
                case BeginNode:
                    node.Children.Add(ReadNode(tree, names, ref at, depth + 1));
                    break;
                case Property:
                    int size = (int)Cell(tree, at + 4);
                    node.Properties.Add((Text(names, (int)Cell(tree, at + 8)), tree.Slice(at + 12, size).ToArray()));
                    at = Aligned(at + 12 + size);
                    break;
                case Nothing:
                    at += 4;
                    break;
                case EndNode:
                    at += 4;
                    return node;
                default:
                    throw new ArgumentOutOfRangeException(nameof(tree));
            }
        }
    }

    private static void WriteNode(TreeNode node, MemoryStream tree, MemoryStream names, Dictionary<string, uint> known)
    {
        WriteCell(tree, BeginNode);
        WriteText(tree, node.Name);
        Align(tree);
        foreach ((string name, byte[] value) in node.Properties)
        {
            if (!known.TryGetValue(name, out uint nameAt))
            {
                nameAt = known[name] = (uint)names.Length;
                WriteText(names, name);
            }

            WriteCell(tree, Property);
            WriteCell(tree, (uint)value.Length);
            WriteCell(tree, nameAt);
            tree.Write(value);
            Align(tree);
        }

        foreach (TreeNode child in node.Children) WriteNode(child, tree, names, known);
        WriteCell(tree, EndNode);
    }

    private static uint Cell(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(at, 4));

    private static string Text(ReadOnlySpan<byte> bytes, int at)
    {
        ReadOnlySpan<byte> rest = bytes[at..];
        int end = rest.IndexOf((byte)0);
        ArgumentOutOfRangeException.ThrowIfNegative(end);
        return Encoding.UTF8.GetString(rest[..end]);
    }

    private static void WriteCell(MemoryStream stream, uint value)
    {
        Span<byte> cell = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(cell, value);
        stream.Write(cell);
    }

    private static void WriteText(MemoryStream stream, string text)
    {
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.WriteByte(0);
    }

    private static void Align(MemoryStream stream) => stream.Write(new byte[Aligned((int)stream.Length) - (int)stream.Length]);

    private static int Aligned(int at) => (at + 3) & ~3;

    private static ImageException Broken(string name) => new($"{name} is no device tree (version 17)");
}
