namespace Culvert.Config.Import;

/// <summary>The shape of a line of ipsec.secrets: "indices : TYPE value", the colon also directly after an index.</summary>
internal readonly record struct SecretLine(string Indices, string Type, string Value)
{
    private static readonly string[] Types = ["PSK", "RSA", "ECDSA", "PKCS8", "BLISS", "XAUTH", "EAP", "NTLM", "PPKS", "P12", "PIN"];

    /// <summary>Whether a line of any text is meant as a secret: prose has colons too, but not a type and a value after one.</summary>
    public static bool IsSecret(string trimmed) => TrySplit(trimmed, out SecretLine line) && LooksLikeValue(line.Value);

    public static bool TrySplit(string trimmed, out SecretLine line)
    {
        line = default;
        for (int colon = trimmed.IndexOf(':', StringComparison.Ordinal); colon >= 0; colon = trimmed.IndexOf(':', colon + 1))
        {
            string rest = trimmed[(colon + 1)..].TrimStart();
            string? type = Types.FirstOrDefault(type => rest.StartsWith(type, StringComparison.OrdinalIgnoreCase));
            if (type is null || (rest.Length > type.Length && char.IsAsciiLetterOrDigit(rest[type.Length]))) continue;
            line = new SecretLine(trimmed[..colon].TrimEnd(), type, rest[type.Length..].Trim());
            return true;
        }

        return false;
    }

    public override string ToString() => $"{Indices} : {Type}";

    private static bool LooksLikeValue(string value) =>
        value.Length > 0 && (value[0] is '"' or '\'' or '<' or '{' or '\u201C' || !value.Any(char.IsWhiteSpace));
}
