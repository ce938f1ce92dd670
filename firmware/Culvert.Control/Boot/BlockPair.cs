using System.Globalization;

namespace Culvert.Control.Boot;

/// <summary>
/// Two copies of one <see cref="BootBlock"/>, written in turns: a power cut while one is written leaves the other. Each has a
/// serial that grows by one at every write; the valid copy with the larger one counts.
/// </summary>
public sealed class BlockPair
{
    /// <summary>The key of the number that tells which copy is newer, in hexadecimal.</summary>
    public const string SerialKey = "serial";

    private static readonly Dictionary<string, string> Nothing = [];

    private readonly uint _serial;
    private readonly int _newest;

    /// <param name="first">Sector of the first copy, as it was read.</param>
    /// <param name="second">Sector of the second.</param>
    public BlockPair(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        IReadOnlyDictionary<string, string>?[] copies = [BootBlock.Read(first), BootBlock.Read(second)];
        uint?[] serials = [SerialOf(copies[0]), SerialOf(copies[1])];
        // Without a valid copy the next write goes to the first.
        _newest = serials[0] is { } one && !(serials[1] > one) ? 0 : 1;
        _serial = serials[_newest] ?? 0;
        Values = serials[_newest] is null ? Nothing : copies[_newest]!;
    }

    /// <summary>What the newest valid copy says; empty when there is none.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>What is to be written, and over which copy (0 or 1), so that these values count from then on.</summary>
    public (int Copy, byte[] Sector) Replace(IEnumerable<KeyValuePair<string, string>> values) =>
        (1 - _newest, BootBlock.Write(values.Prepend(new(SerialKey, (_serial + 1).ToString("x", CultureInfo.InvariantCulture)))));

    private static uint? SerialOf(IReadOnlyDictionary<string, string>? values) =>
        values is not null && values.TryGetValue(SerialKey, out string? text)
        && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint serial) ? serial : null;
}
