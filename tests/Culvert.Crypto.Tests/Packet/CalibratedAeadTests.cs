using Culvert.Core;
using Culvert.Crypto.Packet;
using Culvert.Crypto.SelfTest;
using Culvert.Testing;

namespace Culvert.Crypto.Tests.Packet;

public sealed class CalibratedAeadTests
{
    private readonly PacedAead.Time _time = new();
    private readonly List<(string Text, bool IsTrouble)> _notes = [];

    // As measured with OpenSSL 3.5: the one has hardly a fixed cost, the other is faster for each octet.
    private PacedAead Light => new("light", _time, length => 1_000 + (length * 10));

    private PacedAead Heavy => new("heavy", _time, length => 8_000 + length);

    [Fact]
    public void Each_class_of_sizes_goes_to_the_fastest()
    {
        PacedAead light = Light, heavy = Heavy;
        using AeadCipher cipher = Calibrated(heavy, light).ForSealing(EncryptionAlgorithm.AesGcm16, new byte[20]);
        Assert.Equal([("AES-128-GCM is computed by light to 512 octets, heavy beyond", false)], _notes);
        foreach ((int length, PacedAead expected) in ((int, PacedAead)[])[(0, light), (512, light), (513, heavy), (4096, heavy), (4097, heavy), (60_000, heavy)])
        {
            int before = expected.Sealed;
            Assert.True(cipher.Seal(new byte[8], new byte[8], new byte[length], new byte[16]));
            Assert.Equal(before + 1, expected.Sealed);
        }
    }

    [Fact]
    public void All_go_to_one_that_is_always_faster()
    {
        PacedAead quick = new("quick", _time, length => length * 10), slow = new("slow", _time, length => length * 11);
        using AeadCipher cipher = Calibrated(slow, quick).ForOpening(EncryptionAlgorithm.AesGcm8, new byte[36]);
        Assert.Equal([("AES-256-GCM is computed by quick", false)], _notes);
        Assert.IsNotType<SizedAeadCipher>(cipher);
    }

    [Fact]
    public void Of_equals_the_first_is_taken()
    {
        using AeadCipher cipher = Calibrated(new PacedAead("first", _time, length => length * 10), new PacedAead("second", _time, length => length * 10))
            .ForSealing(EncryptionAlgorithm.AesGcm16, new byte[28]);
        Assert.Equal([("AES-192-GCM is computed by first", false)], _notes);
    }

    [Fact]
    public void A_cipher_is_measured_once_whatever_the_check_values_length()
    {
        PacedAead light = Light, heavy = Heavy;
        CalibratedAead calibrated = Calibrated(light, heavy);
        calibrated.ForSealing(EncryptionAlgorithm.AesGcm16, new byte[20]).Dispose();
        (int, int) before = (light.Sealed, heavy.Sealed);
        calibrated.ForOpening(EncryptionAlgorithm.AesGcm8, new byte[20]).Dispose();
        Assert.Equal(before, (light.Sealed, heavy.Sealed));
        calibrated.ForSealing(EncryptionAlgorithm.AesGcm16, new byte[36]).Dispose();
        Assert.NotEqual(before, (light.Sealed, heavy.Sealed));
        Assert.Equal(["AES-128-GCM", "AES-256-GCM"], _notes.Select(note => note.Text[..11]));
    }

    [Fact]
    public void One_disturbed_measurement_changes_nothing()
    {
        int disturbed = 0;
        var steady = new PacedAead("steady", _time, _ => 1_000);
        var disturbedOnce = new PacedAead("disturbed once", _time, length => length != 1400 || disturbed++ > 0 ? 500 : 500_000);
        Calibrated(steady, disturbedOnce).ForSealing(EncryptionAlgorithm.AesGcm16, new byte[20]).Dispose();
        Assert.Equal([("AES-128-GCM is computed by disturbed once", false)], _notes);
    }

    [Fact]
    public void A_slow_machine_measures_once_and_is_done()
    {
        PacedAead one = new("one", _time, _ => 1_000_000), other = new("other", _time, _ => 900_000);
        Calibrated(one, other).ForSealing(EncryptionAlgorithm.AesGcm16, new byte[20]).Dispose();
        Assert.Equal([("AES-128-GCM is computed by other", false)], _notes);
        Assert.Equal(AeadSizeClass.All.Sum(sizes => sizes.Repeats), one.Sealed - KnownAnswers.Packets.Count(known => known.Suite is { KeyBits: 128, Integrity: IntegrityAlgorithm.None }) - 1);
    }

    [Fact]
    public void One_that_computes_wrongly_is_out_and_named()
    {
        PacedAead wrong = new("wrong", _time, _ => 10) { Errs = true };
        using AeadCipher cipher = Calibrated(wrong, Heavy).ForSealing(EncryptionAlgorithm.AesGcm16, new byte[20]);
        Assert.Equal([("wrong computes AES-128-GCM wrongly and is not used for it", true), ("AES-128-GCM is computed by heavy", false)], _notes);
    }

    [Fact]
    public void Nothing_is_entrusted_to_wrong_ones_only() => Assert.Equal(
        "aes256gcm16",
        Assert.Throws<SelfTestException>(() => Calibrated(new PacedAead("wrong", _time, _ => 10) { Errs = true }).ForSealing(EncryptionAlgorithm.AesGcm16, new byte[36])).Algorithm);

    [Fact]
    public void A_cipher_that_one_alone_offers_needs_no_measuring()
    {
        var calibrated = new CalibratedAead(Providers.All, () => throw new InvalidOperationException("measured"), (text, isTrouble) => _notes.Add((text, isTrouble)));
        Assert.True(calibrated.Offers(EncryptionAlgorithm.ChaCha20Poly1305));
        calibrated.ForSealing(EncryptionAlgorithm.ChaCha20Poly1305, new byte[36]).Dispose();
        Assert.Equal([($"ChaCha20-Poly1305 is computed by {AeadProvider.LibCrypto.Name}", false)], _notes);
        Assert.Matches(@"^libcrypto \d+\.\d+\.\d+", AeadProvider.LibCrypto.Name);
    }

    [Fact]
    public void What_one_seals_any_other_opens()
    {
        var entropy = new SeededEntropy(1);
        byte[] key = entropy.Bytes(36), iv = entropy.Bytes(8), associated = entropy.Bytes(12);
        CalibratedAead calibrated = Calibrated(Heavy, Light);
        using AeadCipher sealing = calibrated.ForSealing(EncryptionAlgorithm.AesGcm12, key), opening = calibrated.ForOpening(EncryptionAlgorithm.AesGcm12, key);
        foreach (AeadProvider provider in Providers.Of(EncryptionAlgorithm.AesGcm12))
        {
            using AeadCipher sealingThere = provider.ForSealing(EncryptionAlgorithm.AesGcm12, key), openingThere = provider.ForOpening(EncryptionAlgorithm.AesGcm12, key);
            foreach (int length in (int[])[0, 511, 512, 513, 4096, 4097, 9000])
            {
                byte[] plain = entropy.Bytes(length), text = [.. plain], tag = new byte[12];
                Assert.True(sealing.Seal(iv, associated, text, tag) && openingThere.Open(iv, associated, text, tag));
                Assert.Equal(plain, text);
                Assert.True(sealingThere.Seal(iv, associated, text, tag) && opening.Open(iv, associated, text, tag));
                Assert.Equal(plain, text);
                tag[11] ^= 1;
                Assert.False(opening.Open(iv, associated, text, tag));
                Assert.Equal(new byte[length], text);
            }
        }
    }

    private CalibratedAead Calibrated(params AeadProvider[] candidates) =>
        new(candidates, () => _time.Now, (text, isTrouble) => _notes.Add((text, isTrouble)));
}
