using System.Security.Cryptography;
using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>
/// The key stream prf+(K, S) of RFC 7296 section 2.13: T1 | T2 | …, Tn = prf(K, Tn-1 | S | n), cut in order.
/// Keys do not respect block bounds: each begins where the one before ended.
/// </summary>
public sealed class PrfPlus : IDisposable
{
    private readonly Prf _prf;
    private readonly byte[] _seed;
    private readonly byte[] _block;
    private int _used;
    private byte _counter;

    public PrfPlus(PrfAlgorithm algorithm, Secret key, ReadOnlySpan<byte> seed)
    {
        ArgumentNullException.ThrowIfNull(key);
        _prf = new Prf(algorithm, key.Span);
        _seed = seed.ToArray();
        _block = new byte[_prf.Length];
        _used = _block.Length;
    }

    /// <summary>The next <paramref name="count"/> octets of the stream.</summary>
    public Secret Take(int count)
    {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count;)
        {
            if (_used == _block.Length) NextBlock();
            int take = Math.Min(count - done, _block.Length - _used);
            _block.AsSpan(_used, take).CopyTo(bytes.AsSpan(done));
            _used += take;
            done += take;
        }

        var secret = new Secret(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return secret;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_block);
        CryptographicOperations.ZeroMemory(_seed);
        _prf.Dispose();
    }

    private void NextBlock()
    {
        if (_counter == byte.MaxValue) throw new InvalidOperationException("prf+ ends after 255 blocks (RFC 7296 section 2.13)");
        if (_counter > 0) _prf.Append(_block);
        _prf.Append(_seed);
        _prf.Append([++_counter]);
        _prf.Finish(_block);
        _used = 0;
    }
}
