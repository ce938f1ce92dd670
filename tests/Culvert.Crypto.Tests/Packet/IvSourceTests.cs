using Culvert.Crypto.Packet;
using Culvert.Testing;

namespace Culvert.Crypto.Tests.Packet;

public sealed class IvSourceTests
{
    private static readonly EspProposal Cbc = new(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96);
    private static readonly EspProposal Gcm = new(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None);

    [Fact]
    public void Vectors_for_cbc_never_repeat_and_follow_no_pattern()
    {
        using IIvSource source = PacketCiphers.CreateIvSource(Cbc, new SeededEntropy(1));
        var seen = new HashSet<UInt128>();
        int bits = 0;
        UInt128 previous = 0;
        byte[] iv = new byte[16];
        for (uint i = 0; i < 10_000; i++)
        {
            Assert.True(source.TryWrite(iv, i));
            UInt128 vector = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(iv);
            Assert.True(seen.Add(vector));
            bits += (int)UInt128.PopCount(vector ^ previous);
            previous = vector;
        }

        // Half of the bits change from one to the next, as between random blocks; a counter would change two.
        Assert.InRange(bits / 10_000.0, 63, 65);
    }

    [Fact]
    public void Another_sa_has_other_vectors()
    {
        using IIvSource left = PacketCiphers.CreateIvSource(Cbc, new SeededEntropy(1));
        using IIvSource right = PacketCiphers.CreateIvSource(Cbc, new SeededEntropy(2));
        byte[] leftIv = new byte[16], rightIv = new byte[16];
        left.TryWrite(leftIv, 1);
        right.TryWrite(rightIv, 1);
        Assert.NotEqual(leftIv, rightIv);
    }

    [Fact]
    public void The_vector_for_gcm_is_the_sequence_number()
    {
        using IIvSource source = PacketCiphers.CreateIvSource(Gcm, new SeededEntropy(1));
        byte[] iv = new byte[8];
        Assert.True(source.TryWrite(iv, 0x0102030405));
        Assert.Equal([0, 0, 0, 1, 2, 3, 4, 5], iv);
    }
}
