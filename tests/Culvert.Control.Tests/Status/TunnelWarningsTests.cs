using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Control.Tests.Status;

public sealed class TunnelWarningsTests
{
    [Fact]
    public void A_strong_tunnel_has_none() =>
        Assert.Empty(TunnelWarnings.Of(StatusSamples.Tunnel, StatusSamples.Sa, [StatusSamples.Child]));

    [Fact]
    public void Nothing_is_warned_of_before_something_is_negotiated() => Assert.Empty(TunnelWarnings.Of(StatusSamples.Tunnel, null, []));

    [Fact]
    public void A_weak_suite_is_named_for_ike_and_esp_apart()
    {
        IReadOnlyList<TunnelWarning> warnings = TunnelWarnings.Of(
            StatusSamples.Tunnel, StatusSamples.Sa with { Suite = StatusSamples.WeakIke }, [StatusSamples.Child with { Suite = StatusSamples.WeakEsp }]);
        Assert.Equal(
            [
                new TunnelWarning("weak-suite", "IKE suite aes128-sha1-modp1024: SHA-1 is out of date and a 1024-bit group can be broken; choose a stronger one at both ends"),
                new TunnelWarning("weak-suite", "ESP suite aes128-sha1: SHA-1 is out of date; choose a stronger one at both ends"),
            ],
            warnings);
    }

    [Fact]
    public void A_weak_group_is_weak_beside_a_strong_hash()
    {
        EspProposal suite = new(EncryptionAlgorithm.AesCbc, 256, IntegrityAlgorithm.HmacSha2_256_128, DhGroup.Modp1024);
        TunnelWarning warning = Assert.Single(TunnelWarnings.Of(StatusSamples.Tunnel, StatusSamples.Sa, [StatusSamples.Child with { Suite = suite }]));
        Assert.Equal("ESP suite aes256-sha256-modp1024: a 1024-bit group can be broken; choose a stronger one at both ends", warning.Text);
    }

    [Theory]
    [InlineData(DhGroup.Modp2048s224, "modp2048s224")]
    [InlineData(DhGroup.Modp2048s256, "modp2048s256")]
    public void A_discouraged_group_is_weak_for_another_reason_than_its_size(DhGroup group, string name)
    {
        EspProposal suite = new(EncryptionAlgorithm.AesCbc, 256, IntegrityAlgorithm.HmacSha2_256_128, group);
        TunnelWarning warning = Assert.Single(TunnelWarnings.Of(StatusSamples.Tunnel, StatusSamples.Sa, [StatusSamples.Child with { Suite = suite }]));
        Assert.Equal(("weak-suite", $"ESP suite aes256-sha256-{name}: {name} has small subgroups and primes of unknown origin; choose a stronger one at both ends"), (warning.Code, warning.Text));
    }

    [Theory]
    [InlineData(EncapsulationMode.Esp, "set esp.encapsulation to udp")]
    [InlineData(EncapsulationMode.Auto, "the peer does not agree to UDP")]
    [InlineData(EncapsulationMode.Udp, "the peer does not agree to UDP")]
    public void What_helps_against_blocked_ESP_is_what_has_not_been_tried(EncapsulationMode mode, string advice)
    {
        TunnelWarning warning = Assert.Single(TunnelWarnings.Of(
            StatusSamples.Tunnel with { Encapsulation = mode }, StatusSamples.Sa, [StatusSamples.Child], isEspBlocked: true));
        Assert.Equal("esp-blocked", warning.Code);
        Assert.Contains(advice, warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_rekey_is_warned_of_before_it_breaks_the_tunnel()
    {
        TunnelWarning warning = Assert.Single(TunnelWarnings.Of(StatusSamples.Tunnel, StatusSamples.Sa, [StatusSamples.Child with { IsPfsRefused = true }]));
        Assert.Equal("pfs-mismatch", warning.Code);
        Assert.Contains("set the same PFS group at both ends", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Narrowed_selectors_are_shown_side_by_side()
    {
        var child = StatusSamples.Child with { RemoteSelectors = StatusSamples.Selectors("10.50.7.0/24") };
        TunnelWarning warning = Assert.Single(TunnelWarnings.Of(StatusSamples.Tunnel, StatusSamples.Sa, [child]));
        Assert.Equal(new TunnelWarning("narrowed", "the ends agreed on less than our selectors 10.60.0.0/16 to 10.50.0.0/16: of 10.60.0.0/16 to 10.50.0.0/16 only 10.60.0.0/16 to 10.50.7.0/24"), warning);
    }

    [Fact]
    public void A_pair_that_no_CHILD_SA_carries_is_named_and_one_that_another_carries_is_not()
    {
        var wide = StatusSamples.Tunnel with { RemoteSelectors = [.. StatusSamples.Remote, .. StatusSamples.Selectors("10.51.0.0/16"), .. StatusSamples.Selectors("10.52.0.0/16")] };
        var second = StatusSamples.Child with { RemoteSelectors = StatusSamples.Selectors("10.51.0.0/16") };
        TunnelWarning warning = Assert.Single(TunnelWarnings.Of(wide, StatusSamples.Sa, [StatusSamples.Child, second]));
        Assert.Equal("the ends agreed on less than our selectors 10.60.0.0/16 to 10.50.0.0/16, 10.51.0.0/16, 10.52.0.0/16: nothing of 10.60.0.0/16 to 10.52.0.0/16", warning.Text);
    }

    [Fact]
    public void A_network_that_two_CHILD_SAs_share_is_carried()
    {
        var lower = StatusSamples.Child with { RemoteSelectors = StatusSamples.Selectors("10.50.0.0/17") };
        var upper = StatusSamples.Child with { RemoteSelectors = StatusSamples.Selectors("10.50.128.0/17") };
        Assert.Empty(TunnelWarnings.Of(StatusSamples.Tunnel, StatusSamples.Sa, [lower, upper]));
    }

    [Fact]
    public void Protocols_that_cannot_talk_to_each_other_are_not_missed()
    {
        TrafficSelector[] local = [.. StatusSamples.Selectors("10.60.0.0/16").SelectMany(Both)], remote = [.. StatusSamples.Selectors("10.50.0.0/16").SelectMany(Both)];
        var tcp = StatusSamples.Child with { LocalSelectors = [local[0]], RemoteSelectors = [remote[0]] };
        var udp = StatusSamples.Child with { LocalSelectors = [local[1]], RemoteSelectors = [remote[1]] };
        Assert.Empty(TunnelWarnings.Of(StatusSamples.Tunnel with { LocalSelectors = local, RemoteSelectors = remote }, StatusSamples.Sa, [tcp, udp]));

        static TrafficSelector[] Both(TrafficSelector selector) => [selector with { Protocol = 6 }, selector with { Protocol = 17 }];
    }

    [Fact]
    public void Wider_selectors_than_configured_are_not_narrowed()
    {
        var child = StatusSamples.Child with { RemoteSelectors = StatusSamples.Selectors("0.0.0.0/0") };
        Assert.Empty(TunnelWarnings.Of(StatusSamples.Tunnel, StatusSamples.Sa, [child]));
    }
}
