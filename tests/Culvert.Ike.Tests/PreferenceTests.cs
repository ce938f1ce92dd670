using Culvert.Testing;

namespace Culvert.Ike.Tests;

/// <summary>The order of our ESP suites, where a processor without AES instructions has ChaCha20-Poly1305 first.</summary>
public sealed class PreferenceTests
{
    private const string Ours = "chacha20poly1305-ecp384,aes256gcm16-ecp384,aes128gcm16-ecp256";

    [Theory]
    [InlineData(Ours, true, true, "chacha20poly1305")]
    [InlineData(Ours, true, false, "chacha20poly1305")]
    [InlineData("chacha20poly1305-ecp384", true, true, "chacha20poly1305")]
    [InlineData("aes256gcm16-ecp384", true, true, "aes256gcm16")]
    [InlineData("aes256gcm16-ecp384", true, false, "aes256gcm16")]
    [InlineData("aes128gcm16-ecp256", true, true, "aes128gcm16")]
    [InlineData("aes256gcm16-ecp384,chacha20poly1305-ecp384", false, false, "chacha20poly1305")]
    [InlineData("aes256gcm16-ecp384", false, true, "aes256gcm16")]
    public void The_first_that_the_peer_has_is_taken_and_taken_again_in_a_rekey(string theirs, bool weCall, bool weRekey, string taken)
    {
        var pair = new IkePair(esp: Ours);
        pair.RightTunnel = pair.RightTunnel with { EspProposals = IkePair.EspSuites(theirs) };
        pair.Connect(weCall);
        uint first = pair.Left.Outbound()!.OutboundSpi;
        Assert.Equal(taken, pair.Left.Outbound()!.Suite.ToString());
        pair.Command(weRekey ? pair.Left : pair.Right, new IkeCommand.RekeyChild("t"));
        pair.RunFor(5);
        Assert.NotEqual(first, pair.Left.Outbound()!.OutboundSpi);
        Assert.StartsWith(taken + "-ecp", pair.Left.Outbound()!.Suite.ToString());
        Assert.Equal(pair.Left.Outbound()!.Suite, pair.Right.Outbound()!.Suite);
    }

    /// <summary>RFC 7296 section 2.7: the answer is the responder's choice, in a rekey too.</summary>
    [Fact]
    public void Whoever_answers_decides()
    {
        var pair = new IkePair(esp: Ours);
        pair.RightTunnel = pair.RightTunnel with { EspProposals = IkePair.EspSuites("aes256gcm16-ecp384,chacha20poly1305-ecp384") };
        pair.Connect(leftInitiates: false);
        Assert.Equal("chacha20poly1305", pair.Left.Outbound()!.Suite.ToString());
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(5);
        Assert.Equal("aes256gcm16-ecp384", pair.Left.Outbound()!.Suite.ToString());
    }
}
