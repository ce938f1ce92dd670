using System.Globalization;
using System.Text;

namespace Culvert.Console.Terminal;

/// <summary>Columns that a character takes on a terminal: 0 when it combines with the one before, 2 for East Asian ones, else 1.</summary>
internal static class GlyphWidth
{
    // The blocks that Unicode's East Asian Width (UAX #11) calls wide, as far as they are whole blocks.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115f), (0x2e80, 0x303e), (0x3041, 0xa4cf), (0xa960, 0xa97f), (0xac00, 0xd7a3), (0xf900, 0xfaff),
        (0xfe30, 0xfe6f), (0xff00, 0xff60), (0xffe0, 0xffe6), (0x1f300, 0x1f64f), (0x1f680, 0x1f6ff), (0x1f900, 0x1f9ff), (0x20000, 0x3fffd),
    ];

    public static int Of(Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) return 0;
        return Wide.Any(block => rune.Value >= block.First && rune.Value <= block.Last) ? 2 : 1;
    }

    public static int Of(IEnumerable<Rune> runes) => runes.Sum(Of);
}
