using Culvert.Core;
using Culvert.Ike.Wire;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

public class RefusalTests
{
    [Fact]
    public void A_wrong_secret_is_refused_in_both_roles_and_leaves_nothing_behind()
    {
        var pair = new IkePair();
        pair.RightTunnel = pair.RightTunnel with { PreSharedKey = new Secret("another secret"u8) };
        pair.Start();
        pair.RunFor(40);
        AssertRefused(pair.Left, IkeFailure.AuthenticationFailed, asResponder: false);
        AssertRefused(pair.Right, IkeFailure.AuthenticationFailed, asResponder: true);
        AssertNothingLeft(pair);
    }

    [Fact]
    public void An_identity_that_the_responder_does_not_know_is_refused()
    {
        var pair = new IkePair();
        pair.LeftTunnel = pair.LeftTunnel with { LocalId = Id("someone@example.org") };
        pair.Start();
        pair.RunFor(40);
        AssertRefused(pair.Left, IkeFailure.AuthenticationFailed, asResponder: false);
        AssertRefused(pair.Right, IkeFailure.AuthenticationFailed, asResponder: true);
        Assert.Contains("someone@example.org", pair.Right.EventsOf<IkeEvent.Refused>().Single().Text, StringComparison.Ordinal);
        AssertNothingLeft(pair);
    }

    [Fact]
    public void A_responder_identity_that_nobody_has_is_refused()
    {
        var pair = new IkePair();
        pair.LeftTunnel = pair.LeftTunnel with { RemoteId = Id("elsewhere.example.org") };
        pair.Start();
        pair.RunFor(40);
        AssertRefused(pair.Left, IkeFailure.AuthenticationFailed, asResponder: false);
        AssertNothingLeft(pair);
    }

    [Fact]
    public void No_common_IKE_suite_is_believed_only_after_the_retransmissions()
    {
        var pair = new IkePair();
        pair.RightTunnel = pair.RightTunnel with { IkeProposals = IkePair.IkeSuites("aes256-sha256-modp2048") };
        pair.Start();
        Instant start = pair.Now;
        pair.RunFor(4.7);
        Assert.Empty(pair.Left.EventsOf<IkeEvent.Refused>());
        pair.RunFor(20);
        AssertRefused(pair.Left, IkeFailure.NoProposal, asResponder: false);
        Assert.InRange((pair.Left.Events.Single(e => e.Event is IkeEvent.Refused).At - start).TotalSeconds, 4.75, 5);
        Assert.All(pair.Right.EventsOf<IkeEvent.Refused>(), r => Assert.Equal((IkeFailure.NoProposal, true), (r.Why, r.AsResponder)));
        Assert.Equal(4, pair.Link.Sent.Count(m => m.Sender == "left"));
        AssertNothingLeft(pair);
    }

    [Fact]
    public void An_error_that_comes_late_starts_the_burst_again_before_it_is_believed()
    {
        var pair = new IkePair();
        pair.RightTunnel = pair.RightTunnel with { IkeProposals = IkePair.IkeSuites("aes256-sha256-modp2048") };
        pair.Link.Drops = _ => true;
        pair.Start();
        pair.RunFor(60);
        pair.Link.Drops = _ => false;
        int before = pair.Link.Sent.Count;
        pair.RunFor(60);
        WireMessage[] burst = [.. pair.Link.Sent.Skip(before).Where(m => m.Sender == "left")];
        Assert.Equal([0, 1.01, 2.51, 4.76], burst.Select(m => Math.Round((m.At - burst[0].At).TotalSeconds, 3)));
        AssertRefused(pair.Left, IkeFailure.NoProposal, asResponder: false);
    }

    [Fact]
    public void A_forged_error_does_not_stop_an_attempt_that_is_answered_later()
    {
        var pair = new IkePair();
        var stranger = new IkePair(9);
        stranger.RightTunnel = stranger.RightTunnel with { IkeProposals = IkePair.IkeSuites("aes256-sha256-modp2048") };
        stranger.Configure();
        pair.Link.Drops = m => m.Sender == "right" && m.At < Instant.FromSeconds(1003);
        pair.Start();
        WireMessage request = pair.Link.Sent[0];
        stranger.Deliver(stranger.Right, new Datagram(request.Datagram.Remote, request.Datagram.Local, request.Datagram.Bytes));
        pair.Link.Inject(pair.Now, stranger.Link.Sent.Single().Datagram);
        Assert.True(pair.RunUntil(() => pair.IsUp, TimeSpan.FromSeconds(10)));
        Assert.Equal(1, pair.Left.Endpoint.Counters.Hints.Value);
        Assert.Empty(pair.Left.EventsOf<IkeEvent.Refused>());
    }

    [Fact]
    public void No_common_ESP_suite_refuses_the_child_and_the_initiator_takes_the_IKE_SA_down()
    {
        var pair = new IkePair();
        pair.RightTunnel = pair.RightTunnel with { EspProposals = IkePair.EspSuites("aes256-sha256") };
        pair.Start();
        pair.RunFor(1);
        AssertRefused(pair.Left, IkeFailure.NoProposal, asResponder: false);
        AssertRefused(pair.Right, IkeFailure.NoProposal, asResponder: true);
        Assert.Single(pair.Right.EventsOf<IkeEvent.IkeSaEstablished>());
        Assert.Equal(IkeFailure.PeerDeleted, pair.Right.EventsOf<IkeEvent.IkeSaDown>().Single().Why);
        pair.RunFor(40);
        AssertNothingLeft(pair);
    }

    [Fact]
    public void Selectors_without_anything_in_common_are_refused_in_both_roles()
    {
        var pair = new IkePair();
        pair.RightTunnel = pair.RightTunnel with { LocalSelectors = IkePair.Selectors("172.16.0.0/16") };
        pair.Start();
        pair.RunFor(40);
        AssertRefused(pair.Left, IkeFailure.Selectors, asResponder: false);
        AssertRefused(pair.Right, IkeFailure.Selectors, asResponder: true);
        Assert.Equal(
            "peer 198.51.100.1 has nothing in common with our selectors 10.60.0.0/16 to 10.50.0.0/16 (TS_UNACCEPTABLE)",
            pair.Left.EventsOf<IkeEvent.Refused>().Single().Text);
        Assert.Equal(
            "peer 192.0.2.1 asks for 10.50.0.0/16 to 10.60.0.0/16, which has nothing in common with our selectors 172.16.0.0/16 to 10.60.0.0/16",
            pair.Right.EventsOf<IkeEvent.Refused>().Single().Text);
        AssertNothingLeft(pair);
    }

    [Fact]
    public void Any_to_any_is_narrowed_to_what_the_responder_has()
    {
        var pair = new IkePair();
        pair.LeftTunnel = pair.LeftTunnel with
        {
            LocalSelectors = IkePair.Selectors("0.0.0.0/0"),
            RemoteSelectors = IkePair.Selectors("0.0.0.0/0"),
        };
        pair.Connect();
        Assert.Equal("10.60.0.0/16", pair.Left.Outbound()!.LocalSelectors.Single().ToString());
        Assert.Equal("10.50.0.0/16", pair.Left.Outbound()!.RemoteSelectors.Single().ToString());
        Assert.Equal(pair.Left.Outbound()!.LocalSelectors, pair.Right.Outbound()!.RemoteSelectors);
    }

    [Fact]
    public void Protocols_and_ports_are_narrowed_to_what_both_want()
    {
        var pair = new IkePair();
        pair.LeftTunnel = pair.LeftTunnel with { RemoteSelectors = IkePair.Selectors("10.50.0.0/16[tcp],10.51.0.0/16[udp/53]") };
        pair.RightTunnel = pair.RightTunnel with { LocalSelectors = IkePair.Selectors("10.50.0.0/16[tcp/443],10.50.1.0/24[udp],10.51.0.0-10.51.0.9") };
        pair.Connect();
        Assert.Equal(["10.50.0.0/16[tcp/443]", "10.51.0.0-10.51.0.9[udp/53]"], pair.Left.Outbound()!.RemoteSelectors.Select(s => s.ToString()));
        Assert.Equal(pair.Left.Outbound()!.RemoteSelectors, pair.Right.Outbound()!.LocalSelectors);
    }

    [Fact]
    public void Selectors_outside_of_the_offer_are_refused_and_both_are_named()
    {
        var pair = new IkePair();
        pair.RewriteAnswers(answer => [.. answer.All.Select(p => p is TrafficSelectorPayload { Type: PayloadType.TSr } ts ? ts with { Selectors = IkePair.Selectors("10.0.0.0/8") } : p)]);
        pair.Start();
        pair.RunFor(40);
        AssertRefused(pair.Left, IkeFailure.Selectors, asResponder: false);
        Assert.Equal(
            "peer 198.51.100.1 chose the selectors 10.60.0.0/16 to 10.0.0.0/8, which are not inside of those that we offered, 10.60.0.0/16 to 10.50.0.0/16",
            pair.Left.EventsOf<IkeEvent.Refused>().Single().Text);
        AssertNothingLeft(pair);
    }

    [Fact]
    public void A_refused_attempt_can_be_commanded_again_and_succeeds_once_the_cause_is_gone()
    {
        var pair = new IkePair();
        Secret good = pair.RightTunnel.PreSharedKey;
        pair.RightTunnel = pair.RightTunnel with { PreSharedKey = new Secret("another secret"u8) };
        pair.Start();
        pair.RunFor(5);
        pair.RightTunnel = pair.RightTunnel with { PreSharedKey = good };
        pair.Right.Endpoint.SetTunnels(pair.Now, [pair.RightTunnel]);
        pair.Command(pair.Left, new IkeCommand.Initiate("t"));
        Assert.True(pair.RunUntil(() => pair.IsUp, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void No_secret_is_in_any_event()
    {
        var pair = new IkePair();
        pair.RightTunnel = pair.RightTunnel with { PreSharedKey = new Secret("another secret"u8) };
        pair.Start();
        pair.RunFor(10);
        Assert.DoesNotContain(pair.Left.Events.Concat(pair.Right.Events), e => e.Event.ToString().Contains("hared secret", StringComparison.Ordinal)
            || e.Event.ToString().Contains("another secret", StringComparison.Ordinal));
    }

    private static Identity Id(string text) => Identity.TryParse(text, out Identity? identity) ? identity : throw new FormatException(text);

    private static void AssertRefused(IkeHost host, IkeFailure why, bool asResponder)
    {
        IkeEvent.Refused refused = Assert.Single(host.EventsOf<IkeEvent.Refused>());
        Assert.Equal((why, asResponder), (refused.Why, refused.AsResponder));
    }

    private static void AssertNothingLeft(IkePair pair)
    {
        foreach (IkeHost host in (IkeHost[])[pair.Left, pair.Right])
        {
            Assert.Null(host.Endpoint.GetStatus("t"));
            Assert.Empty(host.Installed);
            Assert.True(host.Endpoint.Sas.All.Count == 0, $"{host.Name} still has {host.Endpoint.Sas.All.Count} IKE SAs");
            Assert.True(host.Endpoint.NextDeadline.IsNever, host.Endpoint.NextDeadline.ToString());
        }
    }
}
