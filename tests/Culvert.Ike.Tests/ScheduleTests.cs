using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

public class ScheduleTests
{
    [Fact]
    public void An_unanswered_attempt_is_sent_at_0_and_1_and_2_5_and_4_75_s_and_then_every_5_s_give_or_take_a_fifth()
    {
        IkePair pair = Silent();
        pair.RunFor(100);
        double[] times = [.. pair.Link.Sent.Select(m => (m.At - pair.Link.Sent[0].At).TotalSeconds)];
        Assert.Equal([0, 1, 2.5, 4.75], times[..4]);
        double[] gaps = [.. times[3..].Zip(times[4..], (a, b) => b - a)];
        Assert.InRange(gaps.Length, 15, 24);
        Assert.All(gaps, gap => Assert.InRange(gap, 4, 6));
        Assert.True(gaps.Distinct().Count() > 3, "no jitter");
    }

    [Fact]
    public void An_unanswered_attempt_repeats_identical_bytes_for_5_minutes_and_then_begins_afresh()
    {
        IkePair pair = Silent();
        pair.RunFor(700);
        Instant start = pair.Link.Sent[0].At;
        var bySpi = pair.Link.Sent.GroupBy(m => m.InitiatorSpi).ToArray();
        Assert.Equal(3, bySpi.Length);
        Assert.All(bySpi, group => Assert.Single(group.Select(m => Convert.ToHexString(m.Bytes)).Distinct()));
        Assert.Equal([0, 300, 600], bySpi.Select(g => (g.First().At - start).TotalSeconds));
    }

    [Fact]
    public void An_unanswered_attempt_says_how_often_and_how_long_it_has_tried()
    {
        IkePair pair = Silent();
        pair.RunFor(5);
        Assert.Equal([(1, 1.0), (2, 2.5), (3, 4.75)], pair.Left.EventsOf<IkeEvent.Unanswered>().Select(u => (u.Tries, u.Elapsed.TotalSeconds)));
        pair.RunFor(400);
        Assert.Equal(pair.Link.Sent.Count - 1, pair.Left.EventsOf<IkeEvent.Unanswered>().Last().Tries);
    }

    [Fact]
    public void A_peer_that_answers_at_once_is_never_called_silent()
    {
        IkePair pair = new IkePair().Connect();
        Assert.Empty(pair.Left.EventsOf<IkeEvent.Unanswered>());
    }

    [Fact]
    public void A_second_command_while_an_attempt_is_in_flight_changes_nothing()
    {
        IkePair pair = Silent();
        pair.Command(pair.Left, new IkeCommand.Initiate("t"));
        pair.RunFor(0.5);
        Assert.Single(pair.Link.Sent);
    }

    [Fact]
    public void An_unanswered_IKE_AUTH_is_repeated_with_identical_bytes_and_the_attempt_goes_on_with_a_fresh_IKE_SA()
    {
        var pair = new IkePair();
        pair.Link.Drops = m => m.Exchange == "IKE_AUTH" && m.Sender == "right";
        pair.Start();
        pair.RunFor(80);
        var auths = pair.Link.Sent.Where(m => m.Exchange == "IKE_AUTH" && m.Sender == "left").GroupBy(m => m.InitiatorSpi).ToArray();
        Assert.True(auths.Length >= 2);
        double[] times = [.. auths[0].Select(m => (m.At - auths[0].First().At).TotalSeconds)];
        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 12.5, 17.5, 22.5, 27.5], times);
        Assert.Single(auths[0].Select(m => Convert.ToHexString(m.Bytes)).Distinct());
    }

    [Fact]
    public void An_established_exchange_is_repeated_after_half_a_second_doubling_to_5_s_until_the_peer_is_dead()
    {
        IkePair pair = new IkePair().Connect();
        Instant lastHeard = pair.Left.Endpoint.GetStatus("t")!.LastAuthenticatedInbound;
        pair.Link.Drops = _ => true;
        pair.RunFor(60);
        WireMessage[] sent = [.. pair.Link.Sent.Where(m => m.Sender == "left" && m.Exchange == "INFORMATIONAL")];
        double[] times = [.. sent.Select(m => (m.At - sent[0].At).TotalSeconds)];
        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 12.5, 17.5], times);
        Assert.Single(sent.Select(m => Convert.ToHexString(m.Bytes)).Distinct());
        (Instant at, _) = pair.Left.Events.Single(e => e.Event is IkeEvent.IkeSaDown);
        Assert.Equal(TimeSpan.FromSeconds(30), at - lastHeard);
        Assert.Equal(IkeFailure.PeerDead, pair.Left.EventsOf<IkeEvent.IkeSaDown>().Single().Why);
        Assert.Empty(pair.Left.Installed);
    }

    [Fact]
    public void A_probe_is_sent_at_once_and_at_0_4_and_0_8_and_1_2_s()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(2);
        pair.Link.Drops = _ => true;
        int before = pair.Link.Sent.Count;
        Instant start = pair.Now;
        pair.Command(pair.Left, new IkeCommand.Probe("t"));
        pair.RunFor(2);
        Assert.Equal([0, 0.4, 0.8, 1.2], pair.Link.Sent.Skip(before).Select(m => Math.Round((m.At - start).TotalSeconds, 6)));
    }

    [Fact]
    public void An_outstanding_request_becomes_the_probe()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(2);
        pair.Link.Drops = _ => true;
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(4);
        int before = pair.Link.Sent.Count;
        Instant start = pair.Now;
        pair.Command(pair.Left, new IkeCommand.Probe("t"));
        pair.RunFor(1.5);
        WireMessage[] probes = [.. pair.Link.Sent.Skip(before)];
        Assert.Equal([0, 0.4, 0.8, 1.2], probes.Select(m => Math.Round((m.At - start).TotalSeconds, 6)));
        Assert.All(probes, m => Assert.Equal("CREATE_CHILD_SA", m.Exchange));
    }

    [Fact]
    public void A_second_probe_while_the_first_runs_sends_nothing_more()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(2);
        pair.Link.Drops = _ => true;
        int before = pair.Link.Sent.Count;
        pair.Command(pair.Left, new IkeCommand.Probe("t"));
        pair.RunFor(0.1);
        pair.Command(pair.Left, new IkeCommand.Probe("t"));
        pair.RunFor(0.2);
        Assert.Single(pair.Link.Sent.Skip(before));
    }

    [Fact]
    public void An_answered_probe_is_an_event_and_gives_a_round_trip()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(2);
        int before = pair.Left.EventsOf<IkeEvent.PeerAnswered>().Count();
        pair.Command(pair.Left, new IkeCommand.Probe("t"));
        pair.RunFor(0.011);
        Assert.Equal(before + 1, pair.Left.EventsOf<IkeEvent.PeerAnswered>().Count());
        Assert.Equal(10, pair.Left.Endpoint.GetStatus("t")!.SmoothedRoundTrip!.Value.TotalMilliseconds, 3);
    }

    [Fact]
    public void Silence_for_8_s_is_ended_by_a_keepalive_and_traffic_makes_it_needless()
    {
        IkePair pair = new IkePair().Connect();
        pair.RunFor(7.9);
        int quiet = pair.Link.Sent.Count;
        pair.RunFor(0.3);
        Assert.True(pair.Link.Sent.Count > quiet);

        pair.RunFor(0.5);
        int before = pair.Link.Sent.Count;
        for (int second = 0; second < 40; second++)
        {
            pair.Left.Endpoint.HandleTraffic(pair.Now, "t", pair.Now, pair.Now);
            pair.Right.Endpoint.HandleTraffic(pair.Now, "t", pair.Now, pair.Now);
            pair.RunFor(1);
        }

        Assert.Equal(before, pair.Link.Sent.Count);
    }

    [Fact]
    public void Nothing_received_for_DpdDelay_asks_the_peer_although_we_keep_sending()
    {
        var pair = new IkePair();
        pair.LeftTunnel = pair.LeftTunnel with { DpdDelay = TimeSpan.FromSeconds(4) };
        pair.Connect();
        Instant heard = pair.Left.Endpoint.GetStatus("t")!.LastAuthenticatedInbound;
        pair.RunFor(4.1);
        Assert.Equal(4, (pair.Link.Sent.Last(m => m.Sender == "left").At - heard).TotalSeconds, 3);
    }

    [Fact]
    public void Authenticated_traffic_keeps_a_peer_alive_whose_IKE_answers_are_lost()
    {
        IkePair pair = new IkePair().Connect();
        pair.Link.Drops = _ => true;
        for (int second = 0; second < 60; second++)
        {
            pair.Left.Endpoint.HandleTraffic(pair.Now, "t", pair.Now, Instant.Zero);
            pair.RunFor(1);
        }

        Assert.NotNull(pair.Left.Endpoint.GetStatus("t"));
        pair.RunFor(31);
        Assert.Null(pair.Left.Endpoint.GetStatus("t"));
    }

    [Fact]
    public void A_rekey_that_stays_unanswered_for_long_is_repeated_every_5_s_and_no_oftener()
    {
        IkePair pair = new IkePair().Connect();
        pair.Link.Drops = _ => true;
        pair.Command(pair.Left, new IkeCommand.RekeyIke("t"));
        int sent = pair.Link.Sent.Count;
        for (int second = 0; second < 600; second++)
        {
            pair.Left.Endpoint.HandleTraffic(pair.Now, "t", pair.Now, pair.Now);
            pair.Right.Endpoint.HandleTraffic(pair.Now, "t", pair.Now, pair.Now);
            pair.RunFor(1);
        }

        Assert.InRange(pair.Link.Sent.Count - sent, 100, 140);
        Assert.NotNull(pair.Left.Endpoint.GetStatus("t"));
    }

    [Fact]
    public void A_key_exchange_says_nothing_of_the_round_trip()
    {
        var pair = new IkePair();
        (pair.Left.SlowestJob, pair.Right.SlowestJob) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        pair.Connect();
        pair.Command(pair.Left, new IkeCommand.RekeyChild("t"));
        pair.RunFor(8);
        pair.Command(pair.Left, new IkeCommand.RekeyIke("t"));
        pair.RunFor(8);
        Assert.Equal(10, pair.Left.Endpoint.GetStatus("t")!.SmoothedRoundTrip!.Value.TotalMilliseconds, 3);
    }

    [Fact]
    public void A_machine_that_slept_asks_once_more_before_it_calls_the_peer_dead()
    {
        IkePair pair = new IkePair().Connect();
        IkeEndpoint left = pair.Left.Endpoint;
        Instant wake = pair.Now + TimeSpan.FromSeconds(29.5);
        left.HandleTimeout(wake);
        left.HandleTimeout(wake + TimeSpan.FromSeconds(1.9));
        Assert.NotNull(left.GetStatus("t"));
        left.HandleTimeout(wake + TimeSpan.FromSeconds(2.1));
        Assert.Null(left.GetStatus("t"));
    }

    private static IkePair Silent()
    {
        var pair = new IkePair();
        pair.Link.Drops = _ => true;
        return pair.Start();
    }
}
