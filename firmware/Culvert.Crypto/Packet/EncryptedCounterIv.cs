using System.Buffers.Binary;
using System.Security.Cryptography;
using Culvert.Core;

namespace Culvert.Crypto.Packet;

/// <summary>
/// Unpredictable vectors for CBC (RFC 3602 section 3; NIST SP 800-38A appendix C): a counter encrypted under a random
/// key that nothing else uses. Made in lots, because one call for 64 blocks costs little more than one for one.
/// </summary>
internal sealed unsafe class EncryptedCounterIv : IIvSource
{
    private const int BlockLength = 16;
    private const int Lot = 64;

    private readonly byte[] _vectors = GC.AllocateArray<byte>(Lot * BlockLength, pinned: true);
    private readonly EvpCipher _cipher;
    private ulong _counter;
    private int _used = Lot;

    public EncryptedCounterIv(IEntropy entropy)
    {
        Span<byte> key = stackalloc byte[BlockLength];
        entropy.Fill(key);
        _cipher = EvpCipher.ForEncryption("AES-128-ECB", key);
        CryptographicOperations.ZeroMemory(key);
    }

    public bool TryWrite(Span<byte> iv, ulong sequence)
    {
        if (_used == Lot && !Refill()) return false;
        _vectors.AsSpan(_used++ * BlockLength, BlockLength).CopyTo(iv);
        return true;
    }

    public void Dispose()
    {
        _cipher.Dispose();
        CryptographicOperations.ZeroMemory(_vectors);
    }

    private bool Refill()
    {
        Span<byte> vectors = _vectors;
        vectors.Clear();
        for (int i = 0; i < Lot; i++) BinaryPrimitives.WriteUInt64BigEndian(vectors[((i * BlockLength) + 8)..], _counter++);
        fixed (byte* blocks = vectors)
        {
            if (!_cipher.Update(blocks, _vectors.Length)) return false;
        }

        _used = 0;
        return true;
    }
}
