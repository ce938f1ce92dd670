using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Culvert.Console.Login;

/// <summary>
/// A password as it is stored: PBKDF2-HMAC-SHA512 (RFC 8018) with its parameters, so that a later version may use others
/// and still read this one. Slow by intent: a job for a thread that nothing waits for.
/// </summary>
public sealed partial class PasswordRecord
{
    public const int SaltLength = 16;

    private const string Algorithm = "pbkdf2-hmac-sha512";
    private const int HashLength = 64;

    // OWASP's recommendation for this algorithm (Password Storage Cheat Sheet).
    private const int Iterations = 210_000;

    // A stored record that asks for more would keep the box busy for minutes.
    private const int MostIterations = 100_000_000;

    private readonly Stored _stored;

    private PasswordRecord(Stored stored) => _stored = stored;

    /// <param name="salt"><see cref="SaltLength"/> random octets, new for each record.</param>
    public static PasswordRecord Create(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(salt.Length, SaltLength);
        return new PasswordRecord(new Stored(Algorithm, Iterations, salt.ToArray(), Derive(password, salt, Iterations)));
    }

    /// <returns>Null: this is no record that this version can check.</returns>
    public static PasswordRecord? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            Stored? stored = JsonSerializer.Deserialize(json, StoredJson.Default.Stored);
            return stored is { Algorithm: Algorithm, Iterations: > 0 and <= MostIterations, Salt.Length: >= SaltLength, Hash.Length: HashLength }
                ? new PasswordRecord(stored)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(_stored, StoredJson.Default.Stored);

    /// <summary>Takes as long as making the record did, whatever the password.</summary>
    public bool Matches(ReadOnlySpan<byte> password) =>
        CryptographicOperations.FixedTimeEquals(Derive(password, _stored.Salt, _stored.Iterations), _stored.Hash);

    public override string ToString() => "[password]";

    private static byte[] Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashLength);

    internal sealed record Stored(string Algorithm, int Iterations, byte[] Salt, byte[] Hash)
    {
        public override string ToString() => "[password]";
    }

    [JsonSerializable(typeof(Stored))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    private sealed partial class StoredJson : JsonSerializerContext;
}
