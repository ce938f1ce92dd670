using Culvert.Control.Reset;
using Culvert.Core;

namespace Culvert.Control.Tests.Reset;

public sealed class FactoryResetTests
{
    private static readonly Instant Start = Instant.FromSeconds(50);
    private readonly FactoryReset _reset = new();

    [Fact]
    public void It_marks_forgets_lets_the_peers_answer_and_wipes()
    {
        _reset.Begin();
        Assert.Equal([ResetStep.Mark], Steps());
        _reset.HandleTimeout(Start, anySa: true);
        Assert.Empty(Steps());
        _reset.HandleDone(Start, null);
        Assert.Equal([ResetStep.Forget], Steps());
        _reset.HandleTimeout(Start + TimeSpan.FromSeconds(0.5), anySa: true);
        Assert.Empty(Steps());
        _reset.HandleTimeout(Start + TimeSpan.FromSeconds(0.6), anySa: false);
        Assert.Equal([ResetStep.Wipe], Steps());
        Assert.True(_reset.IsActive);
        _reset.HandleDone(Start + TimeSpan.FromSeconds(1), null);
        Assert.False(_reset.IsActive);
        Assert.Null(_reset.Problem);
        Assert.True(_reset.NextDeadline.IsNever);
    }

    [Fact]
    public void Peers_that_do_not_answer_hold_it_up_for_2_s()
    {
        _reset.Begin();
        _reset.HandleDone(Start, null);
        Assert.Equal(Start + TimeSpan.FromSeconds(2), _reset.NextDeadline.When);
        _reset.HandleTimeout(_reset.NextDeadline.When, anySa: true);
        Assert.Equal([ResetStep.Mark, ResetStep.Forget, ResetStep.Wipe], Steps());
    }

    [Fact]
    public void Without_a_marker_nothing_is_touched()
    {
        _reset.Begin();
        Assert.Equal([ResetStep.Mark], Steps());
        _reset.HandleDone(Start, "read-only file system");
        Assert.Empty(Steps());
        Assert.False(_reset.IsActive);
        Assert.Equal("read-only file system", _reset.Problem);
        _reset.Begin();
        Assert.Null(_reset.Problem);
        Assert.Equal([ResetStep.Mark], Steps());
    }

    [Fact]
    public void That_it_could_not_begin_is_shown_for_half_a_minute()
    {
        _reset.Begin();
        _reset.HandleDone(Start, "read-only file system");
        Assert.True(_reset.IsFaulty);
        Assert.Equal(Start + FactoryReset.RefusalSign, _reset.NextDeadline.When);
        _reset.HandleTimeout(Start + TimeSpan.FromSeconds(29), anySa: true);
        Assert.True(_reset.IsFaulty);
        _reset.HandleTimeout(_reset.NextDeadline.When, anySa: true);
        Assert.False(_reset.IsFaulty);
        Assert.True(_reset.NextDeadline.IsNever);
        Assert.Equal("read-only file system", _reset.Problem);
    }

    [Fact]
    public void Or_until_somebody_is_at_the_button_again()
    {
        _reset.Acknowledge();
        _reset.Begin();
        _reset.Acknowledge();
        _reset.HandleDone(Start, "read-only file system");
        _reset.Acknowledge();
        Assert.False(_reset.IsFaulty);
        _reset.Begin();
        Assert.True(_reset.IsActive);
    }

    [Fact]
    public void A_wipe_that_fails_is_tried_again_for_ever()
    {
        _reset.Begin();
        _reset.HandleDone(Start, null);
        _reset.HandleTimeout(Start, anySa: false);
        Steps();
        for (int i = 0; i < 5; i++)
        {
            _reset.HandleDone(Start, "input/output error");
            Assert.True(_reset.IsActive);
            Assert.Equal("input/output error", _reset.Problem);
            _reset.HandleTimeout(_reset.NextDeadline.When, anySa: false);
            Assert.Equal([ResetStep.Wipe], Steps());
        }

        _reset.HandleDone(Start, null);
        Assert.False(_reset.IsActive);
    }

    [Fact]
    public void A_second_order_changes_nothing_of_the_first()
    {
        _reset.Begin();
        Steps();
        _reset.Begin();
        Assert.Empty(Steps());
    }

    private List<ResetStep> Steps()
    {
        List<ResetStep> steps = [];
        while (_reset.TryTakeStep(out ResetStep step)) steps.Add(step);
        return steps;
    }
}
