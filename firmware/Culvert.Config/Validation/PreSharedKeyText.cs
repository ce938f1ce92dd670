using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Culvert.Core;

namespace Culvert.Config;

/// <summary>
/// Pre-shared keys as text. As in ipsec.secrets, "0x" begins hexadecimal digits, "0s" base64 and "0t" the text itself;
/// anything else is the text itself.
/// </summary>
internal static class PreSharedKeyText
{
    /// <summary>False: malformed, or empty.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Secret? secret)
    {
        secret = null;
        if (Decode(text) is not { Length: > 0 } bytes) return false;
        secret = new Secret(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return true;
    }

    /// <summary>The spelling that reads back as these bytes: plain text where possible.</summary>
    public static string Format(ReadOnlySpan<byte> secret)
    {
        string text = Encoding.UTF8.GetString(secret);
        bool isText = !text.Any(c => char.IsControl(c) || c == '\uFFFD');
        if (!isText) return "0x" + Convert.ToHexStringLower(secret);
        return HasPrefix(text) ? "0t" + text : text;
    }

    private static byte[]? Decode(string text)
    {
        if (!HasPrefix(text)) return Encoding.UTF8.GetBytes(text);
        string body = text[2..];
        if (text[1] == 't') return Encoding.UTF8.GetBytes(body);
        if (text[1] == 's') return DecodeBase64(body);
        return body.Length % 2 == 0 && body.All(char.IsAsciiHexDigit) ? Convert.FromHexString(body) : null;
    }

    private static byte[]? DecodeBase64(string body)
    {
        byte[] buffer = new byte[body.Length];
        return Convert.TryFromBase64String(body, buffer, out int written) ? buffer[..written] : null;
    }

    private static bool HasPrefix(string text) => text.Length >= 2 && text[0] == '0' && text[1] is 'x' or 's' or 't';
}
