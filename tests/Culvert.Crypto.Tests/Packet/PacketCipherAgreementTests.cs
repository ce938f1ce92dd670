using Culvert.Core;
using Culvert.Crypto.Packet;
using Culvert.Testing;

namespace Culvert.Crypto.Tests.Packet;

/// <summary>
/// Packets lie in a batch one behind the other, at any address: every provider makes the same packet of every length wherever
/// it lies, touches nothing around it, and opens what another one made.
/// </summary>
public sealed class PacketCipherAgreementTests
{
    private const int Longest = 2000;
    private const int Alignments = 16;
    private const byte Untouched = 0xa5;

    public static TheoryData<EspProposal> Suites => [.. EspSuites.OfEachKind, new EspProposal(EncryptionAlgorithm.AesGcm8, 192, IntegrityAlgorithm.None)];

    [Theory]
    [MemberData(nameof(Suites))]
    public void Every_length_at_every_alignment_is_the_same_packet_to_all(EspProposal suite)
    {
        using EspKeys keys = KeysFor(suite);
        AeadProvider[] providers = [.. Providers.All.Where(provider => provider == AeadProvider.LibCrypto || provider.Offers(suite.Encryption))];
        IPacketSealer[] sealers = [.. providers.Select(provider => PacketCiphers.CreateSealer(suite, keys, provider))];
        IPacketOpener[] openers = [.. providers.Select(provider => PacketCiphers.CreateOpener(suite, keys, provider))];
        int around = 8 + suite.Encryption.IvLength() + suite.IcvLength;
        byte[] source = new SeededEntropy(9).Bytes(Longest + around), plain = new byte[source.Length], wanted = new byte[source.Length];
        byte[] buffer = GC.AllocateArray<byte>(Longest + around + (2 * Alignments), pinned: true);
        int packets = 0;
        for (int length = 0; length <= Longest; length++)
        {
            int whole = around + length;
            if (!Seal(sealers[0], source.AsSpan(0, whole), wanted)) continue;
            source.AsSpan(0, whole - suite.IcvLength).CopyTo(plain);
            for (int alignment = 0; alignment < Alignments; alignment++)
            {
                for (int i = 0; i < providers.Length; i++, packets++)
                {
                    Array.Fill(buffer, Untouched);
                    Span<byte> packet = buffer.AsSpan(alignment, whole);
                    plain.AsSpan(0, whole - suite.IcvLength).CopyTo(packet);
                    if (!sealers[i].Seal(packet, 7) || !packet.SequenceEqual(wanted.AsSpan(0, whole))) Fail("sealing");
                    int other = (i + 1) % providers.Length;
                    if (!openers[other].Open(packet, 7)) Fail("opening");
                    if (!packet[..^suite.IcvLength].SequenceEqual(plain.AsSpan(0, whole - suite.IcvLength))) Fail("opening");
                    if (buffer.AsSpan(0, alignment).ContainsAnyExcept(Untouched) || buffer.AsSpan(alignment + whole).ContainsAnyExcept(Untouched)) Fail("around");

                    void Fail(string what) => Assert.Fail($"{what}, {providers[i].Name}, length {length}, alignment {alignment}");
                }
            }
        }

        Assert.Equal(Alignments * providers.Length * (suite.Encryption == EncryptionAlgorithm.AesCbc ? Longest / 16 : Longest), packets);
        foreach (IPacketSealer sealer in sealers) sealer.Dispose();
        foreach (IPacketOpener opener in openers) opener.Dispose();
    }

    // False for a length that the suite's packets cannot have.
    private static bool Seal(IPacketSealer sealer, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        source.CopyTo(destination);
        return sealer.Seal(destination[..source.Length], 7);
    }

    private static EspKeys KeysFor(EspProposal suite)
    {
        var entropy = new SeededEntropy(4);
        return new EspKeys(
            new Secret(entropy.Bytes((suite.KeyBits / 8) + suite.Encryption.SaltLength())),
            new Secret(entropy.Bytes(suite.Integrity.KeyLength())));
    }
}
