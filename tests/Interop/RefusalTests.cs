using Culvert.Lab.Gateways;

namespace Culvert.Interop.Tests;

/// <summary>What a person must mend is named as such, in both roles.</summary>
public sealed class RefusalTests
{
    private const string Suite = "aes128-sha1-modp1024";
    private const string Other = "aes256-sha256-modp2048";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Fact]
    public void A_caller_with_the_wrong_secret_is_refused()
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite, culvert: ours => ours with { Secret = "not.the_secret" });
        pair.StrongSwan.Start();
        pair.Culvert.Start();
        AssertRefused(pair, "auth-failed");
    }

    [Fact]
    public void A_called_gateway_with_the_wrong_secret_refuses()
    {
        using Pairing pair = Pairing.StrongSwanCalls(Suite, Suite, culvert: ours => ours with { Secret = "not.the_secret" });
        pair.Culvert.Start();
        pair.StrongSwan.Start();
        Assert.NotEqual(0, pair.StrongSwan.Initiate().ExitCode);
        AssertRefused(pair, "auth-failed");
        Assert.Contains("AUTH_FAILED", pair.StrongSwan.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_caller_without_a_common_IKE_proposal_is_refused()
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite, strongSwan: theirs => theirs with { IkeProposals = Other });
        pair.StrongSwan.Start();
        pair.Culvert.Start();
        AssertRefused(pair, "no-proposal");
    }

    [Fact]
    public void A_called_gateway_without_a_common_IKE_proposal_refuses()
    {
        using Pairing pair = Pairing.StrongSwanCalls(Suite, Suite, strongSwan: theirs => theirs with { IkeProposals = Other });
        pair.Culvert.Start();
        pair.StrongSwan.Start();
        Assert.NotEqual(0, pair.StrongSwan.Initiate().ExitCode);
        AssertRefused(pair, "no-proposal");
        Assert.Contains("NO_PROPOSAL_CHOSEN", pair.StrongSwan.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_caller_without_a_common_ESP_proposal_is_refused()
    {
        using Pairing pair = Pairing.CulvertCalls(Suite, Suite, strongSwan: theirs => theirs with { EspProposals = Other });
        pair.StrongSwan.Start();
        pair.Culvert.Start();
        AssertRefused(pair, "no-proposal");
    }

    [Fact]
    public void A_called_gateway_without_a_common_ESP_proposal_refuses()
    {
        using Pairing pair = Pairing.StrongSwanCalls(Suite, Suite, strongSwan: theirs => theirs with { EspProposals = Other });
        pair.Culvert.Start();
        pair.StrongSwan.Start();
        Assert.NotEqual(0, pair.StrongSwan.Initiate().ExitCode);
        AssertRefused(pair, "no-proposal");
    }

    private static void AssertRefused(Pairing pair, string reason)
    {
        pair.WaitFor("refused", Limit);
        TunnelView tunnel = pair.Culvert.Tunnel(Pairing.Tunnel);
        Assert.Equal(reason, tunnel.ReasonCode);
        Assert.False(string.IsNullOrWhiteSpace(tunnel.Reason));
        Assert.DoesNotContain("_secret", tunnel.Reason + pair.Culvert.Log, StringComparison.Ordinal);
    }
}
