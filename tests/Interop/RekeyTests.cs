using System.Globalization;
using System.Text.RegularExpressions;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>Make before break: keys change under a ping every 20 ms, and none is lost.</summary>
public sealed partial class RekeyTests
{
    private const string Suite = "aes128-sha1-modp1024";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // So few may still be on their way when one behind them has been answered.
    private const int OnTheWay = 10;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_peer_rekeys_the_CHILD(bool gatewayCalled)
    {
        using Pairing pair = gatewayCalled ? Pairing.StrongSwanCalls(Suite, Suite) : Pairing.CulvertCalls(Suite, Suite);
        AssertNoLoss(pair, pair.StrongSwan.RekeyChild, tunnel => tunnel.Child!.InSpi);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_peer_rekeys_the_IKE_SA(bool gatewayCalled)
    {
        using Pairing pair = gatewayCalled ? Pairing.StrongSwanCalls(Suite, Suite) : Pairing.CulvertCalls(Suite, Suite);
        AssertNoLoss(pair, pair.StrongSwan.RekeyIke, tunnel => tunnel.Ike!.InitiatorSpi);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_gateway_rekeys_the_CHILD_when_it_is_due(bool gatewayCalled)
    {
        using Pairing pair = gatewayCalled
            ? Pairing.StrongSwanCalls(Suite, Suite, culvert: ours => ours with { EspLifetime = "20s" })
            : Pairing.CulvertCalls(Suite, Suite, culvert: ours => ours with { EspLifetime = "20s" });
        AssertNoLoss(pair, null, tunnel => tunnel.Child!.InSpi);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_gateway_rekeys_the_CHILD_before_it_has_carried_all_that_it_may(bool gatewayCalled)
    {
        using Pairing pair = gatewayCalled
            ? Pairing.StrongSwanCalls(Suite, Suite, culvert: ours => ours with { EspLifetimePackets = 1000 })
            : Pairing.CulvertCalls(Suite, Suite, culvert: ours => ours with { EspLifetimePackets = 1000 });
        AssertNoLoss(pair, () => pair.Site.Branch.Run("ping", "-q", "-c", "800", "-i", "0.002", SiteAddresses.VpcHost), tunnel => tunnel.Child!.InSpi);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_gateway_rekeys_the_IKE_SA_when_it_is_due(bool gatewayCalled)
    {
        using Pairing pair = gatewayCalled
            ? Pairing.StrongSwanCalls(Suite, Suite, culvert: ours => ours with { IkeLifetime = "20s" })
            : Pairing.CulvertCalls(Suite, Suite, culvert: ours => ours with { IkeLifetime = "20s" });
        AssertNoLoss(pair, null, tunnel => tunnel.Ike!.InitiatorSpi);
    }

    [Fact]
    public void A_PFS_group_that_differs_is_warned_of_while_the_tunnel_still_works()
    {
        using Pairing pair = Pairing.CulvertCalls(
            Suite, Suite, culvert: ours => ours with { EspLifetime = "20s" }, strongSwan: theirs => theirs with { EspProposals = "aes128-sha1-modp2048" });
        pair.Connect();
        Eventually.Until("a warning of the first rekey beside a tunnel that is up", Limit,
            () => pair.Culvert.Tunnel(Pairing.Tunnel) is { IsUp: true, Warnings: { } warnings } && warnings.Any(warning => warning.Code == "pfs-mismatch"), pair.Describe);
    }

    private static void AssertNoLoss(Pairing pair, Action? rekey, Func<TunnelView, string> key)
    {
        pair.Connect();
        string before = key(pair.Culvert.Tunnel(Pairing.Tunnel));
        LabProcess ping = pair.Site.StartPing();
        Eventually.Until("the first answer", Limit, () => ping.Printed("bytes from"), pair.Describe);

        rekey?.Invoke();
        Eventually.Until("a new key", Limit, () => pair.Culvert.Tunnel(Pairing.Tunnel) is { Ike: not null, Child: not null } tunnel && key(tunnel) != before, pair.Describe);
        // Long enough that the old SA is deleted, and a packet sent to it would be lost.
        int answered = Last(ping);
        Eventually.Until("a second of pings after it", Limit, () => Last(ping) > answered + 50 + OnTheWay, pair.Describe);

        ping.Interrupt();
        ping.WaitForExit(TimeSpan.FromSeconds(20));
        // A ping that was under way when it was stopped is no loss: what counts is every number well before the last answered.
        int[] lost = [.. Enumerable.Range(1, Last(ping) - OnTheWay).Except(Answers(ping))];
        Assert.True(lost.Length == 0, $"{lost.Length} of {Last(ping)} lost: {string.Join(' ', lost)}\n{pair.Describe()}");
        Eventually.Until("the tunnel is up", Limit, () => pair.Culvert.Tunnel(Pairing.Tunnel).IsUp, pair.Describe);
    }

    private static int Last(LabProcess ping) => Answers(ping).DefaultIfEmpty().Max();

    private static IEnumerable<int> Answers(LabProcess ping) => Sequence().Matches(ping.Output).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("bytes from .* icmp_seq=([0-9]+)")]
    private static partial Regex Sequence();
}
