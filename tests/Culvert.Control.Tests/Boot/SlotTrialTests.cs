using Culvert.Control.Boot;
using Culvert.Core;

namespace Culvert.Control.Tests.Boot;

public sealed class SlotTrialTests
{
    private static readonly Instant Start = new(0);

    [Fact]
    public void A_gateway_that_answers_for_half_a_minute_makes_the_slot_good()
    {
        var trial = new SlotTrial(Start);
        for (int second = 5; second < 35; second++) trial.HandleAlive(At(second));
        Assert.False(trial.IsGood);
        trial.HandleAlive(At(35));
        Assert.True(trial.IsGood);
        Assert.True(trial.NextDeadline.IsNever);
        Assert.False(trial.HasFailed(At(100_000)));
    }

    [Fact]
    public void A_break_begins_the_half_minute_anew()
    {
        var trial = new SlotTrial(Start);
        for (int second = 0; second < 29; second++) trial.HandleAlive(At(second));
        for (int second = 36; second < 66; second++) trial.HandleAlive(At(second));
        Assert.False(trial.IsGood);
        trial.HandleAlive(At(66));
        Assert.True(trial.IsGood);
    }

    [Fact]
    public void A_gateway_that_ends_and_is_back_at_once_begins_anew()
    {
        var trial = new SlotTrial(Start);
        for (int second = 0; second < 100; second++)
        {
            trial.HandleAlive(At(second));
            if (second % 10 == 9) trial.HandleEnd();
        }

        Assert.False(trial.IsGood);
    }

    [Fact]
    public void A_slot_that_has_not_proved_good_in_its_time_has_failed()
    {
        var trial = new SlotTrial(Start);
        for (int second = 0; second < 300; second += 10) trial.HandleAlive(At(second));
        Assert.False(trial.HasFailed(At(299)));
        Assert.Equal(At(300), trial.NextDeadline.When);
        Assert.True(trial.HasFailed(At(300)));
    }

    [Fact]
    public void A_slot_that_cannot_use_the_data_partition_is_not_good_however_well_it_runs()
    {
        var trial = new SlotTrial(Start, hasData: false);
        for (int second = 0; second < 30; second++) trial.HandleAlive(At(second));
        Assert.False(trial.HasFailed(At(29)));
        trial.HandleAlive(At(30));
        Assert.False(trial.IsGood);
        Assert.True(trial.HasFailed(At(30)));
    }

    private static Instant At(int second) => Start + TimeSpan.FromSeconds(second);
}
