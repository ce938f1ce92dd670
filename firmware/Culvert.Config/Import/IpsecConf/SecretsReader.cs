using System.Security.Cryptography;
using System.Text;
using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>Reads entries of ipsec.secrets. Messages give the place, never the text: it may be the secret.</summary>
internal sealed class SecretsReader(ImportFindings findings)
{
    /// <summary>A whole document in this grammar: entries begin in column 1, lines that continue one are indented.</summary>
    public List<SecretEntry> ReadDocument(NamedText document, Func<string, int, IEnumerable<SecretEntry>> include)
    {
        var entries = new List<SecretEntry>();
        foreach ((int number, string text) in LogicalLines(document))
        {
            if (text.StartsWith("include ", StringComparison.Ordinal)) entries.AddRange(include(text["include ".Length..].Trim(), number));
            else if (ReadLine(text, document.Name, number) is { } entry) entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Null: nothing to keep, or reported.</summary>
    public SecretEntry? ReadLine(string trimmed, string file, int number)
    {
        if (!SecretLine.TrySplit(trimmed, out SecretLine line))
        {
            findings.Problem(file, number, 1, "this is not a line of ipsec.secrets", "write: 192.0.2.1 198.51.100.1 : PSK \"…\"");
            return null;
        }

        if (line.Type != "PSK")
        {
            findings.Note(file, number, line.Type, $"{line.Type} secrets are not used: only pre-shared keys (PSK) are");
            return null;
        }

        string[] indices = line.Indices.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return ReadKey(line.Value, file, number, out Secret? key) ? new SecretEntry(indices, key, file, number) : null;
    }

    private bool ReadKey(string value, string file, int number, out Secret? key)
    {
        key = null;
        string? problem = value.Length > 0 && value[0] is '"' or '\''
            ? ReadQuoted(value, ref key)
            : ReadUnquoted(ConfLine.WithoutComment(value), ref key);
        if (problem is null) return true;
        findings.Problem(file, number, 1, problem, "write PSK \"the key\", or 0x and hexadecimal digits, 0s and base64, 0t and text");
        return false;
    }

    private static string? ReadQuoted(string value, ref Secret? key)
    {
        int end = value.IndexOf(value[0], 1);
        if (end < 0) return "the secret's closing quote is missing";
        if (ConfLine.WithoutComment(value[(end + 1)..].Trim()).Length > 0) return "something follows the secret's closing quote";
        string text = value[1..end];
        if (text.Length == 0) return "the secret is empty";
        if (!Placeholder.IsIn(text)) key = ToSecret(Encoding.UTF8.GetBytes(text));
        return null;
    }

    private static string? ReadUnquoted(string value, ref Secret? key)
    {
        if (Placeholder.IsIn(value)) return null;
        bool hasPrefix = value.Length > 2 && value[0] == '0' && value[1] is 'x' or 's' or 't';
        if (!hasPrefix) return "the secret is not in straight quotes";
        // ipsec.secrets allows '_' between groups of hexadecimal digits.
        string plain = value[1] == 'x' ? value.Replace("_", "", StringComparison.Ordinal) : value;
        return PreSharedKeyText.TryParse(plain, out key) ? null : "the secret's encoding is malformed";
    }

    private static Secret ToSecret(byte[] bytes)
    {
        var secret = new Secret(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return secret;
    }

    private static IEnumerable<(int Number, string Text)> LogicalLines(NamedText document)
    {
        (int number, string joined) = (0, "");
        foreach ((string line, int index) in TextLines.Split(document.Text).Select((line, index) => (line, index)))
        {
            if (line.TrimStart() is "" or ['#', ..]) continue;
            bool continues = char.IsWhiteSpace(line[0]) && joined.Length > 0;
            if (!continues && joined.Length > 0) yield return (number, joined);
            (number, joined) = continues ? (number, $"{joined} {line.Trim()}") : (index + 1, line.Trim());
        }

        if (joined.Length > 0) yield return (number, joined);
    }
}
