using Culvert.Control.Boot;

namespace Culvert.Control.Tests.Boot;

public sealed class BootStateTests
{
    [Fact]
    public void What_cannot_be_read_is_the_first_slot() =>
        Assert.Equal(BootState.Default, BootState.Of(new Dictionary<string, string> { ["active"] = "c", ["trial"] = "../b", ["tries"] = "-1" }));

    [Fact]
    public void A_state_goes_to_the_disk_and_back()
    {
        BootState[] states = [BootState.Default, new("b", "a", 1), new("a", "b", 0)];
        Assert.Equal(states, states.Select(state => BootState.Of(state.ToValues())));
    }

    [Fact]
    public void A_slot_that_proved_good_is_the_one_to_start() =>
        Assert.Equal(new BootState("b", null, 0), new BootState("a", "b", 0).Accept("b"));

    [Fact]
    public void The_marker_of_a_wipe_goes_to_the_disk_and_back()
    {
        Assert.True(WipeMarker.IsPending(WipeMarker.ToValues(true)));
        Assert.False(WipeMarker.IsPending(WipeMarker.ToValues(false)));
        Assert.False(WipeMarker.IsPending(new Dictionary<string, string>()));
    }
}
