using System.Buffers.Binary;
using System.Text;

namespace Culvert.Images.Elf;

/// <summary>What the builder asks of a 64-bit little-endian ELF file: a section's bytes, and the libraries that it wants.</summary>
internal sealed class ElfFile
{
    private const int DynamicSection = 6;
    private const int Needed = 1;

    private readonly byte[] _file;
    private readonly List<Section> _sections = [];
    private readonly string _name;

    /// <exception cref="ImageException">It is no such file.</exception>
    public ElfFile(string name, byte[] file)
    {
        _name = name;
        _file = file;
        if (!IsElf(file)) throw Broken();
        try
        {
            ReadSections();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Broken();
        }
    }

    public static bool IsElf(ReadOnlySpan<byte> file) => file.Length >= 64 && file[..6].SequenceEqual("\u007fELF\u0002\u0001"u8);

    /// <summary>The bytes of the section called so; empty when there is none.</summary>
    public ReadOnlySpan<byte> FindSection(string name)
    {
        Section? section = _sections.Find(each => each.Name == name);
        return section is null ? [] : Bytes(section);
    }

    /// <summary>The names of the libraries that the dynamic loader opens for this file (DT_NEEDED), in the file's order.</summary>
    public IReadOnlyList<string> NeededLibraries()
    {
        Section? dynamic = _sections.Find(each => each.Type == DynamicSection);
        if (dynamic is null) return [];
        ReadOnlySpan<byte> names = Bytes(_sections[dynamic.Link]);
        ReadOnlySpan<byte> entries = Bytes(dynamic);
        var needed = new List<string>();
        for (; entries.Length >= 16; entries = entries[16..])
        {
            if (BinaryPrimitives.ReadInt64LittleEndian(entries) == Needed)
                needed.Add(Text(names, (int)BinaryPrimitives.ReadInt64LittleEndian(entries[8..])));
        }

        return needed;
    }

    private void ReadSections()
    {
        ReadOnlySpan<byte> file = _file;
        int at = (int)BinaryPrimitives.ReadInt64LittleEndian(file[0x28..]);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(file[0x3A..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file[0x3C..]);
        int names = BinaryPrimitives.ReadUInt16LittleEndian(file[0x3E..]);
        var offsets = new List<int>();
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> header = file.Slice(at + i * size, size);
            offsets.Add(BinaryPrimitives.ReadInt32LittleEndian(header));
            _sections.Add(new Section(
                "",
                BinaryPrimitives.ReadInt32LittleEndian(header[4..]),
                (int)BinaryPrimitives.ReadInt64LittleEndian(header[0x18..]),
                (int)BinaryPrimitives.ReadInt64LittleEndian(header[0x20..]),
                BinaryPrimitives.ReadInt32LittleEndian(header[0x28..])));
        }

        for (int i = 0; i < count; i++) _sections[i] = _sections[i] with { Name = Text(Bytes(_sections[names]), offsets[i]) };
    }

    private ReadOnlySpan<byte> Bytes(Section section) => _file.AsSpan(section.Offset, section.Size);

    private static string Text(ReadOnlySpan<byte> names, int at)
    {
        ReadOnlySpan<byte> rest = names[at..];
        int end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }

    private ImageException Broken() => new($"{_name} is no 64-bit ELF file: remove .cache/images and build again");

    private sealed record Section(string Name, int Type, int Offset, int Size, int Link);
}
