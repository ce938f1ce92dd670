using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Culvert.Crypto.Packet;

/// <summary>libcrypto's OSSL_PARAM: one named argument; an all-zero one ends the list.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OsslParam
{
    private const uint Utf8String = 4;
    private const uint OctetString = 5;

    public byte* Key;
    public uint Type;
    public void* Data;
    public nuint Size;
    public nuint ReturnSize;

    /// <param name="name">A literal: static memory, which never moves.</param>
    public static OsslParam Octets(ReadOnlySpan<byte> name, byte* data, int length) => Create(name, OctetString, data, length);

    /// <inheritdoc cref="Octets"/>
    public static OsslParam Text(ReadOnlySpan<byte> name, byte* text, int length) => Create(name, Utf8String, text, length);

    private static OsslParam Create(ReadOnlySpan<byte> name, uint type, byte* data, int length) =>
        new() { Key = Address(name), Type = type, Data = data, Size = (nuint)length };

    private static byte* Address(ReadOnlySpan<byte> literal) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(literal));
}
