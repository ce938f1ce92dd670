namespace Culvert.Crypto.Packet;

/// <summary>A cipher for each class of sizes, all under the same key and in the same direction.</summary>
/// <param name="ciphers">In the order of <see cref="AeadSizeClass.All"/>.</param>
internal sealed class SizedAeadCipher(AeadCipher[] ciphers, ReadOnlySpan<byte> keyWithSalt) : AeadCipher(keyWithSalt)
{
    public override bool Seal(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, Span<byte> tag) =>
        For(text.Length).Seal(iv, associated, text, tag);

    protected override bool TryOpen(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, Span<byte> tag) =>
        For(text.Length).Open(iv, associated, text, tag);

    protected override void Dispose(bool disposing)
    {
        foreach (AeadCipher cipher in ciphers) cipher.Dispose();
    }

    private AeadCipher For(int length)
    {
        int i = 0;
        while (length > AeadSizeClass.All[i].Longest) i++;
        return ciphers[i];
    }
}
