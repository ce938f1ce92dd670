using Culvert.Core;

namespace Culvert.Testing;

/// <summary>Damages bytes the way that finds parser bugs: flips, edge values, cuts, copies, and lengths that lie.</summary>
public sealed class Mutator(ulong seed)
{
    private static readonly byte[] Edges = [0x00, 0x01, 0x03, 0x04, 0x07, 0x08, 0x7F, 0x80, 0xFE, 0xFF];

    private readonly SeededEntropy _entropy = new(seed);

    public int Next(int limit) => (int)(_entropy.NextUInt32() % (uint)Math.Max(1, limit));

    /// <summary>A damaged copy; the first <paramref name="keep"/> octets stay as they are.</summary>
    public byte[] Mutate(ReadOnlySpan<byte> original, int keep = 0)
    {
        List<byte> bytes = [.. original];
        for (int round = 1 + Next(4); round > 0; round--) Damage(bytes, keep);
        return [.. bytes];
    }

    private void Damage(List<byte> bytes, int keep)
    {
        int room = bytes.Count - keep;
        int at = keep + Next(room);
        switch (Next(8))
        {
            case 0 when room > 0:
                bytes[at] ^= (byte)(1 << Next(8));
                break;
            case 1 or 2 when room > 0:
                bytes[at] = Edges[Next(Edges.Length)];
                break;
            case 3 when room > 1:
                SetLength(bytes, keep + Next(room - 1), room);
                break;
            case 4 when room > 0:
                bytes.RemoveRange(at, 1 + Next(Math.Min(16, bytes.Count - at)));
                break;
            case 5 when bytes.Count < 4096:
                bytes.InsertRange(Math.Min(at, bytes.Count), bytes.GetRange(Math.Min(at, bytes.Count), Math.Min(1 + Next(32), Math.Max(0, bytes.Count - at))));
                break;
            case 6 when room > 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes.AddRange(_entropy.Bytes(1 + Next(12)));
                break;
        }
    }

    // Payloads, proposals, transforms and selectors all carry 16-bit lengths.
    private void SetLength(List<byte> bytes, int at, int around)
    {
        int value = Next(3) switch { 0 => Next(16), 1 => around - Next(8), _ => Next(65536) };
        (bytes[at], bytes[at + 1]) = ((byte)(value >> 8), (byte)value);
    }
}
