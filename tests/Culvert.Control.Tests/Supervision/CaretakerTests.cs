using Culvert.Control.Buttons;
using Culvert.Control.Leds;
using Culvert.Control.Reset;
using Culvert.Control.Supervision;
using Culvert.Core;

namespace Culvert.Control.Tests.Supervision;

public sealed class CaretakerTests
{
    private readonly Caretaker _caretaker = new(new LedLayout("status", ["tunnel1"]));
    private Instant _now = Instant.FromSeconds(200);
    private bool _isPressed;

    [Fact]
    public void The_button_held_for_6_s_arms_over_the_fault_and_resets()
    {
        _caretaker.HandleButtonFound(_now, isPressed: false);
        Assert.Equal(LedPattern.Triple, Status());
        Move(true);
        RunFor(4.8);
        Assert.True(_caretaker.IsButtonAwaited);
        Assert.Equal(LedPattern.Triple, Status());
        RunFor(0.4);
        Assert.Equal(LedPattern.Blink10Hz, Status());
        RunFor(0.8);
        Assert.Empty(Steps());
        Move(false);
        RunFor(0.1);
        AssertResets();
    }

    [Theory]
    [InlineData(9.5, false)]
    [InlineData(10.5, true)]
    [InlineData(19.5, true)]
    [InlineData(21, false)]
    public void A_press_that_was_there_before_counts_as_one_since_power_on_even_where_the_button_is_disabled(double seconds, bool resets)
    {
        _caretaker.IsButtonEnabled = false;
        _isPressed = true;
        _caretaker.HandleButtonFound(_now, isPressed: true);
        RunFor(seconds);
        Move(false);
        RunFor(0.1);
        if (resets) AssertResets();
        else Assert.Empty(Steps());
    }

    [Fact]
    public void A_disabled_button_is_not_waited_for()
    {
        _caretaker.HandleButtonFound(_now, isPressed: false);
        _caretaker.IsButtonEnabled = false;
        Move(true);
        RunFor(6);
        Assert.False(_caretaker.IsButtonAwaited);
        Move(false);
        RunFor(0.1);
        Assert.Empty(Steps());
    }

    [Fact]
    public void A_stuck_line_is_waited_for_once_until_it_is_let_go()
    {
        _isPressed = true;
        _caretaker.HandleButtonFound(_now, isPressed: true);
        Assert.True(_caretaker.IsButtonAwaited);
        RunFor(20.5);
        Assert.False(_caretaker.IsButtonAwaited);

        // A gateway had the line meanwhile.
        _now += TimeSpan.FromSeconds(30);
        _caretaker.HandleButtonFound(_now, isPressed: true);
        Assert.False(_caretaker.IsButtonAwaited);
        RunFor(12);
        Move(false);
        RunFor(1);
        Assert.Empty(Steps());
        _caretaker.HandleButtonFound(_now, isPressed: false);
        Move(true);
        RunFor(6);
        Move(false);
        RunFor(0.1);
        AssertResets();
    }

    [Fact]
    public void Unable_to_mark_it_lets_the_gateway_try_on()
    {
        Hold(6);
        Assert.Equal([ResetStep.Mark], Steps());
        _caretaker.HandleResetStepDone(_now, "read-only file system");
        Assert.False(_caretaker.IsResetting);
        Assert.False(_caretaker.TakeDefaults());
    }

    [Fact]
    public void A_disk_that_cannot_be_wiped_is_a_fault_and_tried_again()
    {
        Hold(6);
        Assert.Equal([ResetStep.Mark], Steps());
        _caretaker.HandleResetStepDone(_now, null);
        Assert.Equal([ResetStep.Wipe], Steps());
        _caretaker.HandleResetStepDone(_now, "input/output error");
        Assert.True(_caretaker.IsResetting);
        Assert.Equal(LedPattern.Triple, Status(isFault: false));
        _now = _caretaker.NextDeadline.When;
        _caretaker.HandleTimeout(_now);
        Assert.Equal([ResetStep.Wipe], Steps());
        _caretaker.HandleResetStepDone(_now, null);
        Assert.True(_caretaker.TakeDefaults());
    }

    [Fact]
    public void A_short_press_lights_every_lamp()
    {
        Hold(0.5);
        Assert.All(_caretaker.Show(_now, isFault: true), led => Assert.True(led.Lit));
        _now += LedPanel.LampTest;
        Assert.Contains(_caretaker.Show(_now, isFault: true), led => !led.Lit);
    }

    [Fact]
    public void Before_it_is_a_fault_the_box_is_starting() => Assert.Equal(LedPattern.Blink5Hz, Status(isFault: false));

    private void AssertResets()
    {
        Assert.Equal([ResetStep.Mark], Steps());
        Assert.True(_caretaker.IsResetting);
        Assert.Equal(LedPattern.Updating, Status());
        _caretaker.HandleResetStepDone(_now, null);
        Assert.Equal([ResetStep.Wipe], Steps());
        Assert.False(_caretaker.TakeDefaults());
        _caretaker.HandleResetStepDone(_now, null);
        Assert.False(_caretaker.IsResetting);
        Assert.True(_caretaker.TakeDefaults());
        Assert.False(_caretaker.TakeDefaults());
        Assert.True(_caretaker.IsButtonEnabled);
    }

    private void Hold(double seconds)
    {
        _caretaker.HandleButtonFound(_now, isPressed: false);
        Move(true);
        RunFor(seconds);
        Move(false);
        RunFor(0.1);
    }

    private void Move(bool isPressed)
    {
        _isPressed = isPressed;
        _caretaker.HandleButtonEdge(_now, new ButtonEdge(isPressed, _now));
    }

    private void RunFor(double seconds)
    {
        Instant end = _now + TimeSpan.FromSeconds(seconds);
        while (_caretaker.NextButtonLook.IsDue(end))
        {
            _now = Instant.Max(_now, _caretaker.NextButtonLook.When);
            _caretaker.HandleButtonLevel(_now, _isPressed);
        }

        _now = end;
    }

    private LedPattern Status(bool isFault = true) => _caretaker.Show(_now, isFault)[0].Pattern;

    private List<ResetStep> Steps()
    {
        List<ResetStep> steps = [];
        while (_caretaker.TryTakeResetStep(out ResetStep step)) steps.Add(step);
        return steps;
    }
}
