using System.Security.Cryptography;
using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>
/// The negotiated pseudorandom function. Its key may have any length: HMAC hashes one that is longer than its block
/// and pads a shorter one (RFC 2104), so that RFC 7296 section 2.14's rule for fixed-length keys never applies.
/// </summary>
public sealed class Prf : IDisposable
{
    private readonly IncrementalHash _hmac;

    public Prf(PrfAlgorithm algorithm, ReadOnlySpan<byte> key)
    {
        Length = algorithm.Length();
        _hmac = IncrementalHash.CreateHMAC(algorithm.Hash(), key);
    }

    public int Length { get; }

    public void Append(ReadOnlySpan<byte> data) => _hmac.AppendData(data);

    /// <summary>Writes the output over everything appended, <see cref="Length"/> octets, and starts again with the same key.</summary>
    public void Finish(Span<byte> destination) => _hmac.GetHashAndReset(destination);

    public Secret Finish()
    {
        Span<byte> output = stackalloc byte[HMACSHA512.HashSizeInBytes];
        output = output[..Length];
        Finish(output);
        var secret = new Secret(output);
        CryptographicOperations.ZeroMemory(output);
        return secret;
    }

    public void Dispose() => _hmac.Dispose();
}
