using System.Security.Cryptography;
using Culvert.Core;
using Culvert.Crypto.Packet;
using Culvert.Testing;

namespace Culvert.Crypto.Tests.Packet;

/// <summary>Every provider of AES-GCM beside .NET's own, which none of them is.</summary>
public sealed class AeadProviderTests
{
    private const int LongestText = 2000;
    private const int Guard = 64;

    // Extended sequence numbers make twelve octets of eight; the others are of IKE messages.
    private static readonly int[] AssociatedLengths = [8, 12, 0, 16, 17, 32, 100];

    public static TheoryData<AeadProvider, int, EncryptionAlgorithm> Gcms =>
    [
        .. from provider in Providers.Of(EncryptionAlgorithm.AesGcm16)
           from bits in (int[])[128, 192, 256]
           from algorithm in (EncryptionAlgorithm[])[EncryptionAlgorithm.AesGcm8, EncryptionAlgorithm.AesGcm12, EncryptionAlgorithm.AesGcm16]
           select (provider, bits, algorithm),
    ];

    /// <summary>On x86-64 and on Arm with its cryptographic extension there is no excuse.</summary>
    [Fact]
    public void The_processors_instructions_are_used_where_it_has_them() => Assert.Equal(
        (System.Runtime.Intrinsics.X86.Aes.IsSupported && System.Runtime.Intrinsics.X86.Pclmulqdq.IsSupported) || System.Runtime.Intrinsics.Arm.Aes.IsSupported,
        AeadProvider.Processor is not null);

    [Theory]
    [MemberData(nameof(Gcms))]
    public void Seals_as_the_platform_does_at_every_length_and_opens_again(AeadProvider provider, int keyBits, EncryptionAlgorithm algorithm)
    {
        using var sample = new Sample(provider, algorithm, keyBits);
        for (int length = 0; length <= LongestText; length++) sample.Check(length, AssociatedLengths[length % AssociatedLengths.Length], offset: length % 17);
        for (int length = 8_000; length <= 66_000; length += 4_007) sample.Check(length, 8, offset: 3);
    }

    [Theory]
    [MemberData(nameof(Gcms))]
    public void With_associated_data_of_every_length(AeadProvider provider, int keyBits, EncryptionAlgorithm algorithm)
    {
        using var sample = new Sample(provider, algorithm, keyBits);
        for (int length = 0; length <= 200; length++) sample.Check(length * 7 % 300, length, offset: 0);
    }

    [Theory]
    [MemberData(nameof(Gcms))]
    public void Whatever_is_changed_nothing_is_opened_and_no_plaintext_is_left(AeadProvider provider, int keyBits, EncryptionAlgorithm algorithm)
    {
        using var sample = new Sample(provider, algorithm, keyBits);
        foreach (int length in (int[])[1, 4, 16, 100, 112, 113, 240, 241, 500]) sample.CheckForgeries(length);
    }

    private sealed class Sample : IDisposable
    {
        private readonly SeededEntropy _entropy = new(5);
        private readonly AesGcm _platform;
        private readonly AeadCipher _sealing;
        private readonly AeadCipher _opening;
        private readonly byte[] _salt;
        private readonly byte[] _tag;

        public Sample(AeadProvider provider, EncryptionAlgorithm algorithm, int keyBits)
        {
            byte[] key = _entropy.Bytes(keyBits / 8);
            _salt = _entropy.Bytes(4);
            _tag = new byte[algorithm.TagLength()];
            _platform = new AesGcm(key, 16);
            _sealing = provider.ForSealing(algorithm, [.. key, .. _salt]);
            _opening = provider.ForOpening(algorithm, [.. key, .. _salt]);
        }

        /// <param name="offset">Of the text in its buffer: no alignment is better than another.</param>
        public void Check(int length, int associatedLength, int offset)
        {
            byte[] iv = _entropy.Bytes(8), associated = _entropy.Bytes(associatedLength), text = _entropy.Bytes(length);
            byte[] expected = new byte[length], tag = new byte[16];
            _platform.Encrypt((byte[])[.. _salt, .. iv], text, expected, tag, associated);
            byte[] buffer = new byte[offset + length + Guard];
            buffer.AsSpan().Fill(0xee);
            Span<byte> inPlace = buffer.AsSpan(offset, length);
            text.CopyTo(inPlace);
            Assert.True(_sealing.Seal(iv, associated, inPlace, _tag));
            Assert.True(inPlace.SequenceEqual(expected), $"{length} octets");
            Assert.True(tag.AsSpan().StartsWith(_tag), $"the tag of {length} octets");
            Assert.True(_opening.Open(iv, associated, inPlace, _tag), $"{length} octets");
            Assert.True(inPlace.SequenceEqual(text), $"{length} octets");
            Assert.False(buffer.AsSpan(0, offset).ContainsAnyExcept((byte)0xee), $"before {length} octets");
            Assert.False(buffer.AsSpan(offset + length).ContainsAnyExcept((byte)0xee), $"behind {length} octets");
        }

        public void CheckForgeries(int length)
        {
            byte[] iv = _entropy.Bytes(8), associated = _entropy.Bytes(8), text = _entropy.Bytes(length);
            _sealing.Seal(iv, associated, text, _tag);
            foreach (byte[] part in (byte[][])[iv, associated, text, _tag])
            {
                for (int i = 0; i < part.Length; i++)
                {
                    part[i] ^= 0x80;
                    byte[] opened = [.. text];
                    Assert.False(_opening.Open(iv, associated, opened, _tag), $"octet {i} of {part.Length}");
                    Assert.False(opened.AsSpan().ContainsAnyExcept((byte)0), $"octet {i} of {part.Length}");
                    part[i] ^= 0x80;
                }
            }

            Assert.True(_opening.Open(iv, associated, text, _tag));
        }

        public void Dispose()
        {
            _platform.Dispose();
            _sealing.Dispose();
            _opening.Dispose();
        }
    }
}
