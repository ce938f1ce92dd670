using System.Net;
using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

/// <summary>Tunnels whose peer may call from anywhere: its identity tells who it is.</summary>
public class AnyAddressTests
{
    [Fact]
    public void A_peer_of_unknown_address_is_known_by_its_identity()
    {
        IkePair pair = Roaming("hub").Connect();
        Assert.Equal(pair.Left.Outbound()!.OutboundSpi, pair.Right.Outbound()!.InboundSpi);
        Assert.Equal(IkePair.LeftAddress, pair.Right.Endpoint.GetStatus("t")!.Remote.Address);
        pair.Command(pair.Right, new IkeCommand.RekeyIke("t"));
        pair.RunFor(1);
        Assert.True(pair.IsUp);
    }

    [Fact]
    public void An_address_that_no_tunnel_names_gets_nothing_while_none_takes_any()
    {
        IkePair pair = Roaming("hub");
        pair.RightTunnel = pair.RightTunnel with { RemoteAddress = IPAddress.Parse("203.0.113.9") };
        pair.Start();
        pair.RunFor(10);
        Assert.DoesNotContain(pair.Link.Sent, m => m.Sender == "right");
        Assert.Equal(pair.Link.Sent.Count, pair.Right.Endpoint.Counters.UnknownPeer.Value);
    }

    [Fact]
    public void An_unknown_identity_and_a_wrong_secret_get_the_same_answer()
    {
        IkePair stranger = Roaming("stranger");
        stranger.Start();
        stranger.RunFor(2);
        IkePair impostor = Roaming("hub");
        impostor.LeftTunnel = impostor.LeftTunnel with { PreSharedKey = new Secret("a guess"u8) };
        impostor.Start();
        impostor.RunFor(2);
        Assert.Equal(
            impostor.Link.Sent.Where(m => m.Sender == "right").Select(m => (m.Exchange, m.Bytes.Length)),
            stranger.Link.Sent.Where(m => m.Sender == "right").Select(m => (m.Exchange, m.Bytes.Length)));
        Assert.Contains("AUTHENTICATION_FAILED", impostor.Left.EventsOf<IkeEvent.Refused>().Single().Text, StringComparison.Ordinal);
        Assert.Empty(impostor.Right.EventsOf<IkeEvent.Refused>());
        Assert.Contains("AUTHENTICATION_FAILED", stranger.Left.EventsOf<IkeEvent.Refused>().Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stranger_is_told_of_in_the_log_and_changes_no_state()
    {
        IkePair pair = Roaming("stranger");
        pair.Start();
        pair.RunFor(2);
        Assert.Empty(pair.Right.EventsOf<IkeEvent.Refused>());
        IkeEvent.Notice notice = pair.Right.EventsOf<IkeEvent.Notice>().Single(n => n.Level == NoticeLevel.Warning);
        Assert.Equal("peer 192.0.2.1 says it is stranger and wants 198.51.100.1; this tunnel joins hub and 198.51.100.1", notice.Text);
    }

    [Fact]
    public void Who_calls_again_and_again_does_not_fill_the_log()
    {
        IkePair pair = Roaming("stranger");
        pair.Start();
        for (int call = 0; call < 20; call++)
        {
            pair.RunFor(0.4);
            pair.Command(pair.Left, new IkeCommand.Initiate("t"));
        }

        Assert.Equal(20, pair.Link.Sent.Where(m => m is { Sender: "left", Exchange: "IKE_AUTH" }).Select(m => m.InitiatorSpi).Distinct().Count());
        Assert.Equal(2, pair.Right.EventsOf<IkeEvent.Notice>().Count(n => n.Level == NoticeLevel.Warning));
    }

    [Theory]
    [InlineData("hub", "t")]
    [InlineData("spoke", "other")]
    public void Of_several_the_identity_chooses_whatever_IKE_SA_INIT_made_of_it(string caller, string tunnel)
    {
        IkePair pair = Roaming(caller);
        pair.Configure();
        IkeTunnelConfig other = pair.RightTunnel with { Name = "other", RemoteId = Id("spoke"), PreSharedKey = new Secret("another"u8) };
        pair.Right.Endpoint.SetTunnels(pair.Now, [pair.RightTunnel, other]);
        if (caller == "spoke") pair.LeftTunnel = pair.LeftTunnel with { PreSharedKey = new Secret("another"u8) };
        pair.Left.Endpoint.SetTunnels(pair.Now, [pair.LeftTunnel]);
        pair.Command(pair.Left, new IkeCommand.Initiate("t"));
        pair.RunFor(2);
        Assert.NotNull(pair.Right.Endpoint.GetStatus(tunnel));
        Assert.NotNull(pair.Left.Endpoint.GetStatus("t"));
    }

    [Fact]
    public void A_tunnel_that_names_the_address_goes_before_one_that_takes_any()
    {
        IkePair pair = Roaming("hub");
        pair.Configure();
        IkeTunnelConfig exact = pair.RightTunnel with { Name = "exact", RemoteAddress = IkePair.LeftAddress };
        pair.Right.Endpoint.SetTunnels(pair.Now, [pair.RightTunnel, exact]);
        pair.Command(pair.Left, new IkeCommand.Initiate("t"));
        pair.RunFor(2);
        Assert.NotNull(pair.Right.Endpoint.GetStatus("exact"));
        Assert.Null(pair.Right.Endpoint.GetStatus("t"));
    }

    [Fact]
    public void The_identity_that_the_caller_asks_for_is_heeded()
    {
        IkePair pair = Roaming("hub");
        pair.LeftTunnel = pair.LeftTunnel with { RemoteId = Id("second") };
        pair.Configure();
        pair.Right.Endpoint.SetTunnels(pair.Now, [pair.RightTunnel, pair.RightTunnel with { Name = "second", LocalId = Id("second") }]);
        pair.Command(pair.Left, new IkeCommand.Initiate("t"));
        pair.RunFor(2);
        Assert.NotNull(pair.Right.Endpoint.GetStatus("second"));
    }

    [Fact]
    public void A_command_to_call_a_peer_of_unknown_address_does_nothing()
    {
        IkePair pair = Roaming("hub");
        pair.Configure();
        pair.Command(pair.Right, new IkeCommand.Initiate("t"));
        Assert.Empty(pair.Link.Sent);
    }

    [Fact]
    public void A_caller_that_comes_back_from_another_address_takes_its_tunnel_again()
    {
        IkePair pair = Roaming("hub").Connect();
        pair.RunFor(20);
        pair.RestartLeft(seed: 77);
        pair.Link.Translate = d => d.Local.Address.Equals(IkePair.LeftAddress) ? d with { Local = new IPEndPoint(IPAddress.Parse("203.0.113.50"), d.Local.Port) }
            : d.Remote.Address.Equals(IPAddress.Parse("203.0.113.50")) ? d with { Remote = new IPEndPoint(IkePair.LeftAddress, d.Remote.Port) } : null;
        pair.Command(pair.Left, new IkeCommand.Initiate("t"));
        Assert.True(pair.RunUntil(() => pair.Right.Endpoint.GetStatus("t")!.Remote.Address.Equals(IPAddress.Parse("203.0.113.50")), TimeSpan.FromSeconds(3)));
        pair.RunFor(40);
        Assert.Single(pair.Right.Endpoint.Sas.All);
        Assert.Equal(pair.Left.Outbound()!.OutboundSpi, pair.Right.Outbound()!.InboundSpi);
    }

    private static IkePair Roaming(string caller)
    {
        var pair = new IkePair();
        pair.LeftTunnel = pair.LeftTunnel with { LocalId = Id(caller) };
        pair.RightTunnel = pair.RightTunnel with { RemoteAddress = null, RemoteId = Id("hub"), MayInitiate = false };
        return pair;
    }

    private static Identity Id(string name) => new(IdentityType.Fqdn, System.Text.Encoding.ASCII.GetBytes(name));
}
