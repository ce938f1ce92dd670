using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Crypto.Tests;

public sealed class AlgorithmRegistryTests
{
    [Fact]
    public void Every_value_of_an_enum_has_its_row()
    {
        Assert.Equal(Enum.GetValues<EncryptionAlgorithm>(), AlgorithmRegistry.Ciphers.Select(entry => entry.Algorithm));
        Assert.Equal(Enum.GetValues<IntegrityAlgorithm>().Where(value => value != IntegrityAlgorithm.None), AlgorithmRegistry.Integrities.Select(entry => entry.Algorithm));
        Assert.Equal(Enum.GetValues<PrfAlgorithm>(), AlgorithmRegistry.Prfs.Select(entry => entry.Algorithm));
        Assert.Equal(Enum.GetValues<DhGroup>().Where(value => value != DhGroup.None), AlgorithmRegistry.Groups.Select(entry => entry.Group));
    }

    [Fact]
    public void Every_group_gives_public_values_of_its_length_and_agrees_with_itself()
    {
        foreach (GroupEntry entry in AlgorithmRegistry.Groups)
        {
            using Secret ours = PlatformKeyExchange.Instance.NewPrivateValue(entry.Group, new SeededEntropy(1));
            using Secret theirs = PlatformKeyExchange.Instance.NewPrivateValue(entry.Group, new SeededEntropy(2));
            byte[] ourPublic = PlatformKeyExchange.Instance.PublicValue(entry.Group, ours), theirPublic = PlatformKeyExchange.Instance.PublicValue(entry.Group, theirs);
            Assert.Equal((entry.PublicValueLength, entry.PublicValueLength), (ourPublic.Length, theirPublic.Length));
            using Secret? here = PlatformKeyExchange.Instance.SharedSecret(entry.Group, ours, theirPublic), there = PlatformKeyExchange.Instance.SharedSecret(entry.Group, theirs, ourPublic);
            Assert.NotNull(here);
            Assert.Equal(here, there);
        }
    }

    [Fact]
    public void No_word_means_two_things()
    {
        string[] words = [.. SuiteVocabulary.Words.Select(word => word.ToLowerInvariant())];
        Assert.Equal(words.Distinct(), words);
        Assert.All(words, word => Assert.DoesNotContain(word, c => c is '-' or ';' or ',' or '!' or '{'));
    }

    [Fact]
    public void Every_canonical_suite_reads_as_itself()
    {
        foreach (EspProposal suite in EspSuites.All)
        {
            foreach (GroupEntry entry in AlgorithmRegistry.Groups)
            {
                EspProposal whole = suite with { Group = entry.Group, ExtendedSequenceNumbers = true };
                Assert.True(SuiteNames.TryParseEsp(whole.ToString(), out IReadOnlyList<EspProposal>? read, out string? problem), problem);
                Assert.Equal([whole], read);
            }
        }
    }
}
