using Culvert.Control.Tunnels;
using Culvert.Core;

namespace Culvert.Control.Tests.Tunnels;

public sealed class RawEspWatchTests
{
    private readonly RawEspWatch _watch = new();

    [Fact]
    public void Sending_for_ten_seconds_into_silence_is_blocked_and_one_packet_ends_that()
    {
        for (int at = 100; at < 110; at++) Assert.False(Look(lastOut: at, lastHeard: 0));
        Assert.False(Look(lastOut: 109.9, lastHeard: 0));
        Assert.True(Look(lastOut: 110, lastHeard: 0));
        Assert.True(Look(lastOut: 110, lastHeard: 0));
        for (int at = 111; at < 121; at++) Assert.False(Look(lastOut: at, lastHeard: 110.5));
        Assert.False(Look(lastOut: 120.9, lastHeard: 110.5));
        Assert.True(Look(lastOut: 121, lastHeard: 110.5));
    }

    [Fact]
    public void A_packet_or_two_without_an_answer_prove_nothing()
    {
        Assert.False(Look(lastOut: 100, lastHeard: 0));
        for (int i = 0; i < 600; i++) Assert.False(Look(lastOut: 101, lastHeard: 0));
    }

    [Fact]
    public void Lone_packets_far_apart_prove_nothing()
    {
        for (int at = 100; at < 200; at += 10) Assert.False(Look(lastOut: at, lastHeard: 0));
    }

    [Fact]
    public void What_goes_in_udp_is_not_looked_at()
    {
        for (int at = 100; at < 200; at++) Assert.False(Look(lastOut: at, lastHeard: 0, isRaw: false));
    }

    private bool Look(double lastOut, double lastHeard, bool isRaw = true)
    {
        _watch.Look(isRaw, At(lastOut), At(lastHeard));
        return _watch.IsBlocked;

        static Instant At(double seconds) => Instant.Zero + TimeSpan.FromSeconds(seconds);
    }
}
