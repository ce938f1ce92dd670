using System.Buffers.Binary;
using Culvert.Core;
using Culvert.Esp.Inner;
using Culvert.Testing;

namespace Culvert.Esp.Tests.Inner;

public sealed class InternetChecksumTests
{
    [Fact]
    public void Every_length_sums_as_rfc_1071_does_it_and_copies_what_it_sums()
    {
        var entropy = new SeededEntropy(1);
        for (int length = 0; length < 1500; length++)
        {
            byte[] octets = entropy.Bytes(length), copy = new byte[length + 1];
            ushort expected = InnerPacket.SlowChecksum(octets);
            Assert.Equal(expected, InternetChecksum.Finish(InternetChecksum.Sum(octets)));
            Assert.Equal(expected, InternetChecksum.Finish(InternetChecksum.CopyAndSum(octets, copy)));
            Assert.True(copy.AsSpan(0, length).SequenceEqual(octets));
            Assert.Equal(0, copy[length]);
        }
    }

    [Fact]
    public void Octets_of_all_ones_carry_rightly_at_any_length()
    {
        byte[] ones = new byte[65536];
        ones.AsSpan().Fill(0xff);
        foreach (int length in new[] { 1, 2, 31, 32, 33, 64, 1399, 65535, 65536 })
            Assert.Equal(InnerPacket.SlowChecksum(ones.AsSpan(0, length)), InternetChecksum.Finish(InternetChecksum.Sum(ones.AsSpan(0, length))));
    }

    [Fact]
    public void An_update_of_one_word_gives_what_summing_again_gives()
    {
        var entropy = new SeededEntropy(2);
        for (int i = 0; i < 10_000; i++)
        {
            byte[] octets = entropy.Bytes(40);
            ushort checksum = InnerPacket.SlowChecksum(octets);
            ushort before = BinaryPrimitives.ReadUInt16BigEndian(octets.AsSpan(8)), after = (ushort)entropy.NextUInt32();
            BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(8), after);
            Assert.Equal(InnerPacket.SlowChecksum(octets), InternetChecksum.Update(checksum, before, after));
        }
    }
}
