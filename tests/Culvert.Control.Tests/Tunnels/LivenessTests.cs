using Culvert.Control.Tunnels;
using Culvert.Core;

namespace Culvert.Control.Tests.Tunnels;

public sealed class LivenessTests
{
    private static readonly Instant Start = Instant.FromSeconds(50);

    private readonly Liveness _liveness = new(Start, keepalive: TimeSpan.FromSeconds(10));

    [Fact]
    public void Silence_of_500_ms_after_our_packet_is_evidence()
    {
        Send(100);
        Assert.Equal(LivenessStep.None, _liveness.HandleTimeout(At(599)));
        Assert.Equal(LivenessStep.Probe, _liveness.HandleTimeout(At(600)));
    }

    [Theory]
    [InlineData(20, 500)]
    [InlineData(125, 500)]
    [InlineData(200, 800)]
    [InlineData(600, 2400)]
    public void A_long_round_trip_makes_the_silence_longer(int roundTrip, int silence)
    {
        _liveness.HandleTraffic(At(100), Instant.Zero, TimeSpan.FromMilliseconds(roundTrip));
        Assert.Equal(At(100 + silence), _liveness.NextDeadline.When);
    }

    [Fact]
    public void The_silence_is_counted_from_the_first_unanswered_packet()
    {
        for (int at = 100; at <= 500; at += 100) Send(at);
        Assert.Equal(At(600), _liveness.NextDeadline.When);
    }

    [Fact]
    public void An_answer_starts_the_count_again()
    {
        Send(100);
        _liveness.HandleTraffic(At(400), At(350), null);
        Assert.Equal(At(900), _liveness.NextDeadline.When);
        _liveness.HandleTraffic(At(400), At(450), null);
        Assert.Equal("no answer to the keepalive", _liveness.NextDeadline.Reason);
    }

    [Fact]
    public void A_probe_unanswered_for_1800_ms_is_lost()
    {
        Send(100);
        _liveness.HandleTimeout(At(600));
        Assert.Equal(LivenessStep.None, _liveness.HandleTimeout(At(2399)));
        Assert.Equal(LivenessStep.Lost, _liveness.HandleTimeout(At(2400)));
    }

    [Fact]
    public void Anything_authenticated_answers_the_probe()
    {
        Send(100);
        _liveness.HandleTimeout(At(600));
        Assert.True(_liveness.Heard(At(700)));
        Assert.False(_liveness.Heard(At(700)));
        Assert.Equal(LivenessStep.None, _liveness.HandleTimeout(At(2400)));
    }

    [Fact]
    public void One_direction_only_is_probed_no_oftener_than_once_a_second()
    {
        List<int> probes = [];
        for (int now = 10; now <= 10_000; now += 10)
        {
            if (now % 100 == 0) Send(now);
            if (_liveness.HandleTimeout(At(now)) != LivenessStep.Probe) continue;
            probes.Add(now);
            _liveness.Heard(At(now) + TimeSpan.FromMilliseconds(5));
        }

        Assert.InRange(probes.Count, 9, 10);
        Assert.All(probes.Zip(probes.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1000, 1100));
    }

    [Fact]
    public void An_idle_tunnel_is_probed_when_the_keepalive_finds_no_answer()
    {
        Assert.Equal(LivenessStep.None, _liveness.HandleTimeout(At(11_999)));
        Assert.Equal(LivenessStep.Probe, _liveness.HandleTimeout(At(12_000)));
    }

    [Fact]
    public void Another_keepalive_counts_at_once()
    {
        _liveness.Keepalive = TimeSpan.FromSeconds(3);
        Assert.Equal(LivenessStep.None, _liveness.HandleTimeout(At(4_999)));
        Assert.Equal(LivenessStep.Probe, _liveness.HandleTimeout(At(5_000)));
    }

    [Fact]
    public void Without_a_keepalive_an_idle_tunnel_is_left_alone() =>
        Assert.True(new Liveness(Start, TimeSpan.Zero).NextDeadline.IsNever);

    private void Send(int at) => _liveness.HandleTraffic(At(at), Instant.Zero, null);

    private static Instant At(int milliseconds) => Start + TimeSpan.FromMilliseconds(milliseconds);
}
