using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>A peer that takes one pair of networks per CHILD SA: several of them in one tunnel.</summary>
public sealed class SeveralChildrenTests
{
    private const string Suite = "aes128-sha1-modp1024";
    private const string Request = "parsed CREATE_CHILD_SA request";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongEnoughToFlap = TimeSpan.FromSeconds(5);

    [Fact]
    public void The_gateway_asks_for_the_pair_that_the_peer_left_out()
    {
        using Pairing pair = Pairing.CulvertCalls(
            Suite, Suite,
            culvert: ours => ours with { RemoteNetworks = [SiteAddresses.VpcNetwork, SiteAddresses.SecondVpcNetwork] },
            strongSwan: theirs => theirs with { Children = [First("a"), new("b", SiteAddresses.SecondVpcNetwork, SiteAddresses.BranchNetwork)] });
        pair.Site.AddSecondNetworks();
        pair.Connect();
        AssertCarries(pair, SiteAddresses.BranchHost, SiteAddresses.VpcHost);
        AssertCarries(pair, SiteAddresses.BranchHost, SiteAddresses.SecondVpcHost);
        AssertSameChildren(pair, 2);
        Eventually.Until("nothing is narrowed", Limit, () => Narrowed(pair) is null, pair.Describe);
        string text = pair.Culvert.Culvert("show", "tunnels").Output;
        Assert.Contains("10.60.0.0/16 <-> 10.50.0.0/16,", text, StringComparison.Ordinal);
        Assert.Contains("10.60.0.0/16 <-> 10.51.0.0/16,", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_that_the_peer_does_not_have_are_named_and_the_others_carry()
    {
        using Pairing pair = Pairing.CulvertCalls(
            Suite, Suite,
            culvert: ours => ours with
            {
                LocalNetworks = [SiteAddresses.BranchNetwork, SiteAddresses.SecondBranchNetwork],
                RemoteNetworks = [SiteAddresses.VpcNetwork, SiteAddresses.SecondVpcNetwork],
            },
            strongSwan: theirs => theirs with { Children = [First("a"), new("b", SiteAddresses.SecondVpcNetwork, SiteAddresses.SecondBranchNetwork)] });
        pair.Site.AddSecondNetworks();
        pair.Connect();
        AssertCarries(pair, SiteAddresses.BranchHost, SiteAddresses.VpcHost);
        AssertCarries(pair, SiteAddresses.SecondBranchHost, SiteAddresses.SecondVpcHost);
        AssertSameChildren(pair, 2);
        Eventually.Until(
            "both pairs are named", Limit,
            () => Narrowed(pair) is { } text
                && text.Contains("nothing of 10.60.0.0/16 to 10.51.0.0/16", StringComparison.Ordinal)
                && text.Contains("nothing of 10.61.0.0/16 to 10.50.0.0/16", StringComparison.Ordinal),
            pair.Describe);
    }

    [Fact]
    public void A_peer_with_one_pair_only_is_left_in_peace()
    {
        using Pairing pair = Pairing.CulvertCalls(
            Suite, Suite, culvert: ours => ours with { RemoteNetworks = [SiteAddresses.VpcNetwork, SiteAddresses.SecondVpcNetwork] });
        pair.Connect();
        Eventually.Until("the other pair is refused", Limit, () => pair.StrongSwan.Log.Contains("TS_UNACCEPT", StringComparison.Ordinal), pair.Describe);
        int requests = Requests(pair);

        Thread.Sleep(LongEnoughToFlap);

        Assert.Equal(requests, Requests(pair));
        pair.WaitForPing(Limit);
        Assert.True(pair.Culvert.Tunnel(Pairing.Tunnel).IsUp);
        Assert.Contains("nothing of 10.60.0.0/16 to 10.51.0.0/16", Narrowed(pair), StringComparison.Ordinal);
        AssertSameChildren(pair, 1);
    }

    [Fact]
    public void The_peer_opens_two_rekeys_each_and_deletes_one()
    {
        using Pairing pair = Pairing.StrongSwanCalls(
            Suite, Suite,
            culvert: ours => ours with { LocalNetworks = [SiteAddresses.VpcNetwork, SiteAddresses.SecondVpcNetwork] },
            strongSwan: theirs => theirs with
            {
                Children =
                [
                    new("a", SiteAddresses.BranchNetwork, SiteAddresses.VpcNetwork),
                    new("b", SiteAddresses.BranchNetwork, SiteAddresses.SecondVpcNetwork),
                ],
            });
        pair.Site.AddSecondNetworks();
        pair.Culvert.Start();
        pair.StrongSwan.Start();
        foreach (string child in (string[])["a", "b"]) pair.StrongSwan.Initiate(child).OrThrow();
        AssertBothCarry(pair);
        foreach (string child in (string[])["a", "b"])
        {
            uint? before = Spi(pair, child);
            Assert.NotNull(before);
            pair.StrongSwan.RekeyChild(child);
            Eventually.Until($"{child} has a new key", Limit, () => Spi(pair, child) is { } now && now != before, pair.Describe);
            AssertBothCarry(pair);
        }

        pair.StrongSwan.TerminateChild("a");

        AssertSameChildren(pair, 1);
        AssertCarries(pair, SiteAddresses.BranchHost, SiteAddresses.SecondVpcHost);
        Assert.False(pair.Site.CanPing());
        Assert.True(pair.Culvert.Tunnel(Pairing.Tunnel).IsUp);
    }

    private static StrongSwanChild First(string name) => new(name, SiteAddresses.VpcNetwork, SiteAddresses.BranchNetwork);

    private static void AssertBothCarry(Pairing pair)
    {
        AssertCarries(pair, SiteAddresses.BranchHost, SiteAddresses.VpcHost);
        AssertCarries(pair, SiteAddresses.BranchHost, SiteAddresses.SecondVpcHost);
        AssertSameChildren(pair, 2);
    }

    private static void AssertCarries(Pairing pair, string from, string to) =>
        Eventually.Until($"ping from {from} to {to}", Limit, () => pair.Site.CanPing(from, to), pair.Describe);

    private static void AssertSameChildren(Pairing pair, int count) => Eventually.Until(
        $"both ends have the same {count} CHILD SAs", Limit,
        () => Ours(pair).SequenceEqual(Theirs(pair)) && Ours(pair).Count() == count, () => pair.Describe() + pair.StrongSwan.ListSas());

    private static IEnumerable<string> Ours(Pairing pair) => (pair.Culvert.Tunnel(Pairing.Tunnel).Children ?? [])
        .Select(child => $"{child.OutSpi} {child.InSpi} {string.Join(' ', child.RemoteSelectors)} {string.Join(' ', child.LocalSelectors)}").Order();

    private static IEnumerable<string> Theirs(Pairing pair) => pair.StrongSwan.Children()
        .Select(child => $"{child.InSpi:x8} {child.OutSpi:x8} {string.Join(' ', child.LocalSelectors)} {string.Join(' ', child.RemoteSelectors)}").Order();

    // Null for a moment while one takes the place of the other.
    private static uint? Spi(Pairing pair, string child) => pair.StrongSwan.Children().LastOrDefault(each => each.Name == child)?.InSpi;

    // The warning's text.
    private static string? Narrowed(Pairing pair) => pair.Culvert.Tunnel(Pairing.Tunnel).Warnings!.SingleOrDefault(warning => warning.Code == "narrowed")?.Text;

    private static int Requests(Pairing pair) => pair.StrongSwan.Log.Split(Request).Length - 1;
}
