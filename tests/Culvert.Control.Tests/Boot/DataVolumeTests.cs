using CsCheck;
using Culvert.Control.Boot;

namespace Culvert.Control.Tests.Boot;

public sealed class DataVolumeTests
{
    private static readonly Gen<DataStepResult[]> AnyResults = Gen.Enum<DataStepResult>().Array[20];

    [Fact]
    public void An_ordinary_start() => Assert.Equal([DataStep.Inspect, DataStep.Check, DataStep.Mount], Run(new(false), _ => DataStepResult.Done));

    [Fact]
    public void The_first_start_makes_it() =>
        Assert.Equal([DataStep.Inspect, DataStep.Make, DataStep.Mount], Run(new(false), Failing((DataStep.Inspect, DataStepResult.Empty))));

    [Theory]
    [InlineData(DataStep.Check, DataStepResult.Damaged, null)]
    [InlineData(DataStep.Mount, DataStepResult.Failed, "cannot be written to")]
    [InlineData(DataStep.Inspect, DataStepResult.Failed, "lost at the next start")]
    public void Who_changes_the_configuration_hears_what_becomes_of_it(DataStep step, DataStepResult result, string? trouble)
    {
        var volume = new DataVolume(isWipePending: false);
        Run(volume, Failing((step, result)));
        Assert.Contains(trouble ?? "", volume.Trouble ?? "", StringComparison.Ordinal);
        Assert.Equal(trouble is null, volume.Trouble is null);
    }

    [Fact]
    public void What_is_damaged_is_repaired() =>
        Assert.Equal([DataStep.Inspect, DataStep.Check, DataStep.Repair, DataStep.Mount], Run(new(false), Failing((DataStep.Check, DataStepResult.Damaged))));

    [Fact]
    public void What_nobody_can_tell_how_to_repair_is_read_and_left_as_it_is() =>
        Assert.Equal(
            [DataStep.Inspect, DataStep.Check, DataStep.Repair, DataStep.MountReadOnly],
            Run(new(false), Failing((DataStep.Check, DataStepResult.Damaged), (DataStep.Repair, DataStepResult.Failed))));

    [Fact]
    public void What_is_beyond_repair_is_made_anew() =>
        Assert.Equal(
            [DataStep.Inspect, DataStep.Check, DataStep.Repair, DataStep.Make, DataStep.Mount],
            Run(new(false), Failing((DataStep.Check, DataStepResult.Damaged), (DataStep.Repair, DataStepResult.Damaged))));

    [Fact]
    public void A_card_that_cannot_be_written_to_is_read() =>
        Assert.Equal(
            [DataStep.Inspect, DataStep.Check, DataStep.Mount, DataStep.MountReadOnly],
            Run(new(false), Failing((DataStep.Check, DataStepResult.Failed), (DataStep.Mount, DataStepResult.Failed))));

    [Fact]
    public void What_is_whole_and_cannot_be_mounted_is_left_alone() =>
        Assert.Equal(
            [DataStep.Inspect, DataStep.Check, DataStep.Mount, DataStep.MountReadOnly, DataStep.UseMemory],
            Run(new(false), Failing((DataStep.Mount, DataStepResult.Failed), (DataStep.MountReadOnly, DataStepResult.Failed))));

    [Fact]
    public void Without_a_card_memory_serves() =>
        Assert.Equal([DataStep.Inspect, DataStep.UseMemory], Run(new(false), Failing((DataStep.Inspect, DataStepResult.Failed))));

    [Fact]
    public void A_wipe_that_was_begun_is_ended_first() => Assert.Equal([DataStep.Wipe, DataStep.Mount], Run(new(true), _ => DataStepResult.Done));

    [Fact]
    public void A_wipe_that_cannot_be_ended_leaves_nothing_of_the_old_in_use() =>
        Assert.Equal([DataStep.Wipe, DataStep.UseMemory], Run(new(true), Failing((DataStep.Wipe, DataStepResult.Failed))));

    [Fact]
    public void Whatever_happens_the_box_gets_on_and_what_may_still_be_good_is_kept() => AnyResults.Sample(results =>
    {
        var volume = new DataVolume(isWipePending: false);
        int next = 0;
        List<(DataStep Step, DataStepResult Result)> done = [];
        Run(volume, step =>
        {
            done.Add((step, results[next]));
            return results[next++];
        });

        Assert.True(volume.IsSettled);
        Assert.InRange(done.Count, 2, 9);
        int made = done.FindIndex(entry => entry.Step == DataStep.Make);
        if (made < 0) return;
        Assert.True(done.Contains((DataStep.Inspect, DataStepResult.Empty)) || done.Contains((DataStep.Repair, DataStepResult.Damaged)));
    });

    [Fact]
    public void While_a_wipe_is_pending_nothing_is_looked_at_or_repaired() => AnyResults.Sample(results =>
    {
        int next = 0;
        IReadOnlyList<DataStep> steps = Run(new(isWipePending: true), _ => results[next++]);
        Assert.Equal(DataStep.Wipe, steps[0]);
        Assert.DoesNotContain(steps, step => step is DataStep.Inspect or DataStep.Check or DataStep.Repair);
        if (results[0] != DataStepResult.Done) Assert.Equal(DataStep.UseMemory, steps[1]);
    });

    [Theory]
    [InlineData(DataStep.Check, DataStepResult.Damaged, "the data partition is damaged: repairing it")]
    [InlineData(DataStep.Inspect, DataStepResult.Failed, "no data partition: why; the configuration will be lost at the next start")]
    [InlineData(DataStep.Mount, DataStepResult.Failed, "the data partition cannot be written to: why")]
    public void What_went_wrong_is_said(DataStep step, DataStepResult result, string text)
    {
        var volume = new DataVolume(isWipePending: false);
        volume.HandleDone(step, result, "why");
        Assert.True(volume.TryTakeLog(out LogEntry? entry));
        Assert.Equal(text, entry.Text);
    }

    private static Func<DataStep, DataStepResult> Failing(params (DataStep Step, DataStepResult Result)[] faults) =>
        step => faults.Where(fault => fault.Step == step).Select(fault => fault.Result).FirstOrDefault(DataStepResult.Done);

    private static IReadOnlyList<DataStep> Run(DataVolume volume, Func<DataStep, DataStepResult> carryOut)
    {
        List<DataStep> steps = [];
        while (volume.TryTakeStep(out DataStep step))
        {
            steps.Add(step);
            volume.HandleDone(step, carryOut(step), "why");
        }

        return steps;
    }
}
