using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Config.Tests;

/// <summary>Damages texts in the ways that typing, pasting and transfer do; the same seed damages the same way.</summary>
internal sealed class Mutator(ulong seed)
{
    private static readonly string[] Pieces =
    [
        "\"", "'", "{", "}", "[", "]", ",", ":", "=", "#", "<", ">", "%", "@", "\0", "\t", "\r", "\n", " ", "\uFEFF", "\u00A0", "\uD800", "é", "\u2028",
        "conn x\n", "also=x\n", "include x\n", "config setup\n", "conn %default\n", " : PSK \"k\"\n", "right=", "%any", "0x", "0.0.0.0/0", "::/0", "99999999999999999999",
        "null", "true", "1e400", "\\ud800", "\\u0000", "\"preSharedKey\":",
    ];

    private readonly SeededEntropy _entropy = new(seed);

    public string Damage(string text)
    {
        for (int count = 1 + Next(3); count > 0; count--) text = DamageOnce(text);
        return text;
    }

    private string DamageOnce(string text)
    {
        int at = Next(text.Length + 1);
        int length = Math.Min(Next(Next(4) == 0 ? 200 : 8), text.Length - at);
        return Next(5) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, Pieces[Next(Pieces.Length)]),
            2 => text.Insert(at, text.Substring(at, length)),
            3 => text.Remove(at, length).Insert(Next(text.Length - length + 1), text.Substring(at, length)),
            _ => text.Remove(at, length).Insert(at, ((char)Next(0x250)).ToString()),
        };
    }

    private int Next(int below) => (int)(_entropy.NextUInt32() % (uint)below);
}
