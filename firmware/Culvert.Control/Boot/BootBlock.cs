using System.Buffers.Binary;
using System.Text;
using Culvert.Core;

namespace Culvert.Control.Boot;

/// <summary>
/// One sector of settings, in the form in which U-Boot exports and imports its environment with a checksum (<c>env export -c</c>):
/// CRC-32 of all that follows, little endian, then <c>key=value</c> texts, each ended by a zero, then zeros.
/// </summary>
public static class BootBlock
{
    /// <summary>Bytes: a disk's sector, so that a write of it is all or nothing on most media; the checksum is for the others.</summary>
    public const int Size = 512;

    private const int ChecksumSize = sizeof(uint);

    /// <summary>The settings; null when the checksum says that this is no such block, or not one that was written to its end.</summary>
    public static IReadOnlyDictionary<string, string>? Read(ReadOnlySpan<byte> sector)
    {
        if (sector.Length != Size || BinaryPrimitives.ReadUInt32LittleEndian(sector) != Crc32.Of(sector[ChecksumSize..])) return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string setting in Encoding.ASCII.GetString(sector[ChecksumSize..]).Split('\0'))
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) values[setting[..equals]] = setting[(equals + 1)..];
        }

        return values;
    }

    /// <exception cref="ArgumentException">The settings do not fit into a sector.</exception>
    public static byte[] Write(IEnumerable<KeyValuePair<string, string>> values)
    {
        byte[] settings = Encoding.ASCII.GetBytes(string.Concat(values.Select(value => $"{value.Key}={value.Value}\0")));
        // A last zero ends the list.
        if (settings.Length >= Size - ChecksumSize) throw new ArgumentException("too long for a sector", nameof(values));
        byte[] sector = new byte[Size];
        settings.CopyTo(sector, ChecksumSize);
        BinaryPrimitives.WriteUInt32LittleEndian(sector, Crc32.Of(sector.AsSpan(ChecksumSize)));
        return sector;
    }
}
