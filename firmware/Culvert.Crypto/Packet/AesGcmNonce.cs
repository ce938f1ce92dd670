using System.Runtime.CompilerServices;

namespace Culvert.Crypto.Packet;

/// <summary>The nonce of RFC 4106 section 4: the SA's salt, then the packet's explicit vector.</summary>
internal static unsafe class AesGcmNonce
{
    public const int Length = 12;
    public const int SaltLength = 4;
    public const int TagLength = 16;
    public const int PayloadOffset = EspLayout.HeaderLength + 8;

    /// <summary>Octets of a packet that are not ciphertext.</summary>
    public const int Overhead = PayloadOffset + TagLength;

    /// <param name="salt">As it lies in memory.</param>
    public static void Write(byte* nonce, uint salt, byte* packet)
    {
        Unsafe.WriteUnaligned(nonce, salt);
        Unsafe.WriteUnaligned(nonce + SaltLength, Unsafe.ReadUnaligned<ulong>(packet + EspLayout.HeaderLength));
    }
}
