using Culvert.Testing;

namespace Culvert.Crypto.Tests;

/// <summary>The files of tests/Vectors/hmac.</summary>
internal static class HmacVectors
{
    public static IEnumerable<(byte[] Key, byte[] Message, byte[] Digest)> Read(string file)
    {
        byte[] key = [], message = [];
        foreach (string line in Vectors.Text(file).Split('\n', StringSplitOptions.TrimEntries))
        {
            string value = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
            if (line.StartsWith("Key =", StringComparison.Ordinal)) key = Convert.FromHexString(value);
            if (line.StartsWith("Msg =", StringComparison.Ordinal)) message = Convert.FromHexString(value);
            if (line.StartsWith("MD =", StringComparison.Ordinal)) yield return (key, message, Convert.FromHexString(value));
        }
    }
}
