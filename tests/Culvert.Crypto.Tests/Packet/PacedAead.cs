using Culvert.Core;
using Culvert.Crypto.Packet;

namespace Culvert.Crypto.Tests.Packet;

/// <summary>libcrypto with another name, whose ciphers take as much of a virtual time as the test says.</summary>
/// <param name="cost">Nanoseconds for a text of this many octets.</param>
internal sealed class PacedAead(string name, PacedAead.Time time, Func<int, int> cost) : AeadProvider
{
    /// <summary>Computes wrongly when set.</summary>
    public bool Errs { get; init; }

    public override string Name => name;

    /// <summary>Texts sealed.</summary>
    public int Sealed { get; private set; }

    public override bool Offers(EncryptionAlgorithm algorithm) => LibCrypto.Offers(algorithm);

    private protected override AeadCipher Create(EncryptionAlgorithm algorithm, ReadOnlySpan<byte> keyWithSalt, bool seals) =>
        new Cipher(this, seals ? LibCrypto.ForSealing(algorithm, keyWithSalt) : LibCrypto.ForOpening(algorithm, keyWithSalt), keyWithSalt);

    private void Pass(int length) => time.Now += TimeSpan.FromTicks(cost(length) / TimeSpan.NanosecondsPerTick);

    internal sealed class Time
    {
        public Instant Now { get; set; }
    }

    private sealed class Cipher(PacedAead paced, AeadCipher cipher, ReadOnlySpan<byte> keyWithSalt) : AeadCipher(keyWithSalt)
    {
        public override bool Seal(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, Span<byte> tag)
        {
            paced.Sealed++;
            paced.Pass(text.Length);
            bool isSealed = cipher.Seal(iv, associated, text, tag);
            if (paced.Errs && text.Length > 500) tag[0] ^= 1;
            return isSealed;
        }

        protected override bool TryOpen(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associated, Span<byte> text, Span<byte> tag)
        {
            paced.Pass(text.Length);
            return cipher.Open(iv, associated, text, tag);
        }

        protected override void Dispose(bool disposing) => cipher.Dispose();
    }
}
