using Culvert.Core;
using Culvert.Ike.Wire;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

/// <summary>COOKIE and INVALID_KE_PAYLOAD: the answers that send an initiator back to begin again.</summary>
public class DetourTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_group_that_the_responder_wants_is_used_in_a_second_request_with_the_same_SPI_and_offer(bool leftInitiates)
    {
        var pair = new IkePair(ike: "aes128-sha1-modp1024,aes256-sha256-modp2048", realKeyExchange: true);
        if (leftInitiates) pair.RightTunnel = pair.RightTunnel with { IkeProposals = IkePair.IkeSuites("aes256-sha256-modp2048") };
        else pair.LeftTunnel = pair.LeftTunnel with { IkeProposals = IkePair.IkeSuites("aes256-sha256-modp2048") };
        pair.Connect(leftInitiates);
        WireMessage[] requests = [.. pair.Link.Sent.Where(m => m is { Exchange: "IKE_SA_INIT", IsRequest: true })];
        Assert.Equal(2, requests.Length);
        Assert.Equal(requests[0].InitiatorSpi, requests[1].InitiatorSpi);
        Assert.Equal("aes256-sha256-modp2048", pair.Left.Endpoint.GetStatus("t")!.Suite.ToString());
    }

    [Fact]
    public void The_responder_prefers_by_its_own_order_and_asks_for_the_group()
    {
        var pair = new IkePair(ike: "aes128-sha1-modp1024,aes256-sha256-modp2048");
        pair.RightTunnel = pair.RightTunnel with { IkeProposals = IkePair.IkeSuites("aes256-sha256-modp2048,aes128-sha1-modp1024") };
        pair.Connect();
        Assert.Equal("aes256-sha256-modp2048", pair.Left.Endpoint.GetStatus("t")!.Suite.ToString());
    }

    [Fact]
    public void A_group_that_was_never_offered_is_not_followed()
    {
        var pair = new IkePair();
        pair.Link.Drops = m => m.Sender == "right" && m.At < Instant.FromSeconds(1000.5);
        pair.Start();
        pair.RunFor(0.1);
        Inject(pair, NotifyPayload.InvalidKe((Crypto.DhGroup)5));
        Assert.True(pair.RunUntil(() => pair.IsUp, TimeSpan.FromSeconds(5)));
        Assert.Equal(1, pair.Left.Endpoint.Counters.Hints.Value);
    }

    [Fact]
    public void A_cookie_is_returned_first_in_the_same_request()
    {
        IkePair pair = WithFirstAnswersLost();
        byte[] cookie = [1, 2, 3, 4, 5, 6, 7, 8];
        byte[] first = pair.Link.Sent[0].Bytes.ToArray();
        Inject(pair, new NotifyPayload(NotifyType.COOKIE, cookie));
        pair.RunFor(0.1);
        WireMessage second = pair.Link.Sent.Last(m => m.Sender == "left");
        PayloadSet payloads = Parse(second);
        Assert.Equal(cookie, payloads.Notify(NotifyType.COOKIE)!.Data);
        Assert.StartsWith("N(COOKIE)", payloads.Summary, StringComparison.Ordinal);
        Assert.Equal(Parse(pair.Link.Sent[0]).Nonce, payloads.Nonce);
        Assert.Equal(first.AsSpan(28).ToArray(), second.Bytes[(28 + 8 + cookie.Length)..].ToArray());
        Assert.True(pair.RunUntil(() => pair.IsUp, TimeSpan.FromSeconds(5)), "the request with the cookie is what IKE_AUTH must sign");
    }

    [Fact]
    public void A_cookie_then_another_group_then_another_cookie_lead_to_the_end()
    {
        var pair = new IkePair(ike: "aes128-sha1-modp1024,aes256-sha256-modp2048");
        pair.RightTunnel = pair.RightTunnel with { IkeProposals = IkePair.IkeSuites("aes256-sha256-modp2048") };
        pair.Link.Drops = m => m.Sender == "right" && m.At < Instant.FromSeconds(1000.5);
        pair.Start();
        pair.RunFor(0.1);
        Inject(pair, new NotifyPayload(NotifyType.COOKIE, [1]));
        pair.RunFor(0.1);
        Inject(pair, NotifyPayload.InvalidKe(Crypto.DhGroup.Modp2048));
        pair.RunFor(0.1);
        Inject(pair, new NotifyPayload(NotifyType.COOKIE, [2, 2]));
        pair.RunFor(0.1);
        Assert.Equal([2, 2], Parse(pair.Link.Sent.Last(m => m.Sender == "left")).Notify(NotifyType.COOKIE)!.Data);
        Assert.True(pair.RunUntil(() => pair.IsUp, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void A_peer_that_only_asks_for_cookies_is_not_followed_for_ever()
    {
        IkePair pair = WithFirstAnswersLost();
        for (byte i = 1; i < 100; i++)
        {
            Inject(pair, new NotifyPayload(NotifyType.COOKIE, [i]));
            pair.RunFor(0.001);
        }

        pair.RunFor(0.1);
        Assert.InRange(pair.Link.Sent.Count(m => m.Sender == "left"), 2, 10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void A_cookie_of_an_impossible_length_is_ignored(int length)
    {
        IkePair pair = WithFirstAnswersLost();
        Inject(pair, new NotifyPayload(NotifyType.COOKIE, new byte[length]));
        pair.RunFor(0.1);
        Assert.Single(pair.Link.Sent, m => m.Sender == "left");
    }

    private static IkePair WithFirstAnswersLost()
    {
        var pair = new IkePair();
        pair.Link.Drops = m => m.Sender == "right" && m.At < Instant.FromSeconds(1000.5);
        pair.Start();
        pair.RunFor(0.1);
        return pair;
    }

    /// <summary>An answer to the left end's IKE_SA_INIT that holds only this.</summary>
    private static void Inject(IkePair pair, NotifyPayload notify)
    {
        WireMessage request = pair.Link.Sent.Last(m => m.Sender == "left");
        var header = new IkeHeader(
            request.InitiatorSpi, 0, PayloadType.None, IkeHeader.Version2, ExchangeType.IKE_SA_INIT, IkeHeader.FlagsFor(false, true), 0, 0);
        byte[] bytes = MessageWriter.WriteClear(header, [notify]);
        pair.Link.Inject(pair.Now, new Datagram(request.Datagram.Remote, request.Datagram.Local, bytes));
        pair.RunFor(0.01);
    }

    private static PayloadSet Parse(WireMessage message)
    {
        Assert.True(IkeHeader.TryParse(message.Bytes, out IkeHeader header));
        return PayloadSet.Parse(header.NextPayload, message.Bytes[IkeHeader.Size..])!;
    }
}
