using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Culvert.Crypto.Packet.Gcm;

/// <summary>AES-GCM by the processor's own instructions.</summary>
internal sealed unsafe class GcmCipher<TProcessor>(ReadOnlySpan<byte> keyWithSalt) : AeadCipher(keyWithSalt)
    where TProcessor : struct, IGcmProcessor
{
    private readonly GcmKey _key = GcmKey.Create<TProcessor>(keyWithSalt[..^SaltLength]);

    public override bool Seal(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, Span<byte> tag)
    {
        Vector128<byte> computed = Run(iv, associated, text, encrypts: true);
        fixed (byte* octets = tag) PartialBlock.Write(octets, computed, tag.Length);
        return true;
    }

    protected override bool TryOpen(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, Span<byte> tag)
    {
        Vector128<byte> computed = Run(iv, associated, text, encrypts: false);
        // All octets at once: which of them differ takes no time to find out.
        fixed (byte* octets = tag) return PartialBlock.Read(octets, tag.Length) == PartialBlock.Read((byte*)&computed, tag.Length);
    }

    protected override void Dispose(bool disposing) => _key.Dispose();

    private Vector128<byte> Run(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, bool encrypts)
    {
        Vector128<uint> nonce = Vector128.Create(Salt, MemoryMarshal.Read<uint>(iv), MemoryMarshal.Read<uint>(iv[sizeof(uint)..]), 0);
        fixed (byte* associatedOctets = associated, octets = text)
        {
            return GcmKernel<TProcessor>.Run(_key, nonce.AsByte(), associatedOctets, associated.Length, octets, text.Length, encrypts);
        }
    }
}
