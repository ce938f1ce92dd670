using System.Text;
using Culvert.Console.Terminal;

namespace Culvert.Console.Tests.Terminal;

public sealed class KeyDecoderTests
{
    [Theory]
    [InlineData("ab", "a b")]
    [InlineData("\r", "Enter")]
    [InlineData("\n", "Enter")]
    [InlineData("\r\n", "Enter")]
    [InlineData("\r\r\n\n", "Enter Enter Enter")]
    [InlineData("\n\r", "Enter Enter")]
    [InlineData("\u007f\b", "Backspace Backspace")]
    [InlineData("\u0003\u0004\u0015\u0017\u000c\t", "Interrupt EndOfInput EraseLine EraseWord ClearScreen Tab")]
    [InlineData("\e[A\e[B\e[C\e[D", "Up Down Right Left")]
    [InlineData("\eOA\eOH\eOF", "Up Home End")]
    [InlineData("\e[1~\e[4~\e[3~\e[7~\e[8~", "Home End Delete Home End")]
    [InlineData("\e[1;5C", "Right")]
    [InlineData("\e[200~x\e[201~", "x")]
    [InlineData("\e[15~\e[24~a", "a")]
    [InlineData("\e[[Ab", "Up b")]
    [InlineData("\e(Bx\e#8y", "x y")]
    [InlineData("\e]0;title\ax", "x")]
    [InlineData("\e]0;title\e\\x", "x")]
    [InlineData("\ePq#0;2\e\\x", "x")]
    [InlineData("\ez\e\e[Ax", "Up x")]
    [InlineData("\e]never ends\rx", "Enter x")]
    [InlineData("\e[12\rx", "Enter x")]
    [InlineData("\0\u0007\u001fx", "x")]
    [InlineData("\u009b\u202e\u200bx", "x")]
    [InlineData("é한😀", "é 한 😀")]
    public void Octets_are_keys(string typed, string keys) => Assert.Equal(keys, Decode(Encoding.UTF8.GetBytes(typed)));

    [Theory]
    [InlineData(new byte[] { 0xff, 0x61 }, "a")]
    [InlineData(new byte[] { 0xe2, 0x82, 0x61 }, "a")]
    [InlineData(new byte[] { 0xe2, 0xc3, 0xa9 }, "é")]
    [InlineData(new byte[] { 0x80, 0x80, 0x0d }, "Enter")]
    [InlineData(new byte[] { 0xf0, 0x9f, 0x0d }, "Enter")]
    [InlineData(new byte[] { 0x1b, 0xc3, 0xa9 }, "é")]
    [InlineData(new byte[] { 0x1b, 0x5b, 0xc3, 0xa9, 0x61 }, "é a")]
    public void What_is_no_text_is_dropped_and_the_rest_is_not(byte[] octets, string keys) => Assert.Equal(keys, Decode(octets));

    private static string Decode(byte[] octets)
    {
        var decoder = new KeyDecoder();
        List<string> keys = [];
        foreach (byte octet in octets)
        {
            if (decoder.Take(octet) is { } key) keys.Add(key.Kind == KeyKind.Text ? key.Rune.ToString() : key.Kind.ToString());
        }

        return string.Join(' ', keys);
    }
}
