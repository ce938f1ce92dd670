using System.Text;
using System.Text.Unicode;

namespace Culvert.Gateway.Configuration;

/// <summary>Decodes what a person wrote, and alters nothing silently: a password with another character in it is another password.</summary>
internal static class PersonsText
{
    private static readonly (byte[] Mark, Encoding Encoding)[] ByMark =
    [
        ([0xef, 0xbb, 0xbf], new UTF8Encoding(false, throwOnInvalidBytes: true)),
        ([0xff, 0xfe], new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)),
        ([0xfe, 0xff], new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)),
    ];

    /// <summary>UTF-8, or UTF-16 with a byte order mark, which some editors write.</summary>
    /// <param name="name">What the person knows the text by.</param>
    /// <exception cref="UserException">It is neither.</exception>
    public static string Decode(ReadOnlySpan<byte> octets, string name)
    {
        foreach ((byte[] mark, Encoding encoding) in ByMark)
        {
            if (octets.StartsWith(mark)) return Decode(octets[mark.Length..], encoding, name);
        }

        return Decode(octets, ByMark[0].Encoding, name);
    }

    private static string Decode(ReadOnlySpan<byte> octets, Encoding encoding, string name)
    {
        try
        {
            return encoding.GetString(octets);
        }
        catch (DecoderFallbackException)
        {
            throw new UserException($"an octet that is no text, {name}:{FirstBadLine(octets)}, save the file as UTF-8");
        }
    }

    // No octet of a longer UTF-8 sequence is a line feed: the lines can be looked at one by one.
    private static int FirstBadLine(ReadOnlySpan<byte> octets)
    {
        int number = 1;
        foreach (Range line in octets.Split((byte)'\n'))
        {
            if (!Utf8.IsValid(octets[line])) return number;
            number++;
        }

        return 1;
    }
}
