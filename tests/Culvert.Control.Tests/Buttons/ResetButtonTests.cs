using Culvert.Control.Buttons;
using Culvert.Core;

namespace Culvert.Control.Tests.Buttons;

public sealed class ResetButtonTests
{
    [Theory]
    [InlineData(0.05, ButtonAction.LampTest)]
    [InlineData(1, ButtonAction.LampTest)]
    [InlineData(1.001, null)]
    [InlineData(4.999, null)]
    [InlineData(5, ButtonAction.FactoryReset)]
    [InlineData(12, ButtonAction.FactoryReset)]
    [InlineData(20, ButtonAction.FactoryReset)]
    [InlineData(20.001, null)]
    [InlineData(60, null)]
    public void What_a_press_does_depends_on_how_long_it_was(double seconds, ButtonAction? action)
    {
        ButtonRig rig = new ButtonRig().Press(seconds).Run();
        Assert.Equal(action is { } expected ? [expected] : [], rig.Actions);
        Assert.Single(rig.Log, line => line.StartsWith("the button", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_done_before_the_button_is_let_go()
    {
        ButtonRig rig = new ButtonRig().After(1000, true).Run(moreSeconds: 19.9);
        Assert.Empty(rig.Actions);
        Assert.True(rig.Button.IsArmed);
    }

    [Fact]
    public void It_is_armed_from_5_s_on_until_it_is_let_go()
    {
        ButtonRig rig = new ButtonRig().After(1000, true).Run(moreSeconds: 4.99);
        Assert.False(rig.Button.IsArmed);
        rig = new ButtonRig().After(1000, true).Run(moreSeconds: 5.01);
        Assert.True(rig.Button.IsArmed);
        rig = new ButtonRig().Press(8).Run(moreSeconds: 0.04);
        Assert.False(rig.Button.IsArmed);
        Assert.InRange(rig.Armed.TotalSeconds, 2.9, 3.1);
    }

    [Fact]
    public void A_line_that_is_stuck_is_armed_for_15_s_said_once_and_never_acts()
    {
        ButtonRig rig = new ButtonRig().After(1000, true).Run(moreSeconds: 100_000);
        Assert.Empty(rig.Actions);
        Assert.False(rig.Button.IsArmed);
        Assert.InRange(rig.Armed.TotalSeconds, 14.8, 15.1);
        Assert.Single(rig.Log, line => line.Contains("stuck", StringComparison.Ordinal));
    }

    [Fact]
    public void After_it_was_stuck_the_button_works_again_once_it_was_let_go()
    {
        ButtonRig rig = new ButtonRig().Press(500).Press(6).Run();
        Assert.Equal([ButtonAction.FactoryReset], rig.Actions);
    }

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(6, false)]
    [InlineData(9.999, false)]
    [InlineData(10, true)]
    [InlineData(20, true)]
    [InlineData(20.001, false)]
    [InlineData(1000, false)]
    public void Held_since_power_on_it_counts_from_10_s_even_when_it_is_disabled(double seconds, bool resets)
    {
        foreach (bool enabled in (bool[])[true, false])
        {
            ButtonRig rig = new ButtonRig(pressedAtStart: true).After(seconds * 1000, false);
            rig.Button.IsEnabled = enabled;
            rig.Run();
            Assert.Equal(resets ? [ButtonAction.FactoryReset] : [], rig.Actions);
            Assert.Equal(seconds > 10, rig.WasArmed);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(6)]
    [InlineData(30)]
    public void Disabled_it_does_nothing_and_arms_nothing(double seconds)
    {
        var rig = new ButtonRig();
        rig.Button.IsEnabled = false;
        rig.Press(seconds).Run();
        Assert.Empty(rig.Actions);
        Assert.False(rig.WasArmed);
        Assert.Single(rig.Log);
    }

    [Fact]
    public void Held_since_power_on_and_pressed_again_it_is_an_ordinary_button()
    {
        ButtonRig rig = new ButtonRig(pressedAtStart: true).After(3000, false).Press(6).Run();
        Assert.Equal([ButtonAction.FactoryReset], rig.Actions);
    }

    [Fact]
    public void A_lost_release_costs_the_press_and_not_the_next()
    {
        ButtonRig rig = new ButtonRig { IsLost = edge => edge == 1 }.Press(6).Press(7, afterSeconds: 20).Run();
        Assert.Equal([ButtonAction.FactoryReset], rig.Actions);
        Assert.Single(rig.Log, line => line.Contains("lost", StringComparison.Ordinal));
        Assert.InRange(rig.Armed.TotalSeconds, 1, 2);
    }

    [Fact]
    public void A_lost_press_is_no_press()
    {
        ButtonRig rig = new ButtonRig { IsLost = edge => edge == 0 }.Press(6).Press(0.5, afterSeconds: 20).Run();
        Assert.Equal([ButtonAction.LampTest], rig.Actions);
    }

    [Fact]
    public void A_press_that_is_known_of_only_when_it_is_over_counts_by_its_edges_if_it_was_short()
    {
        var button = new ResetButton(ButtonRig.Start, isPressed: false);
        Instant late = ButtonRig.Start + TimeSpan.FromSeconds(2);
        button.HandleEdge(late, new ButtonEdge(true, ButtonRig.Start + TimeSpan.FromSeconds(1)));
        button.HandleEdge(late, new ButtonEdge(false, ButtonRig.Start + TimeSpan.FromSeconds(1.5)));
        button.HandleLevel(late, false);
        Assert.True(button.TryTakeAction(out ButtonAction action));
        Assert.Equal(ButtonAction.LampTest, action);
    }

    [Fact]
    public void A_hold_that_nobody_watched_is_no_reset()
    {
        var button = new ResetButton(ButtonRig.Start, isPressed: false);
        Instant late = ButtonRig.Start + TimeSpan.FromSeconds(10);
        button.HandleEdge(late, new ButtonEdge(true, ButtonRig.Start + TimeSpan.FromSeconds(1)));
        button.HandleEdge(late, new ButtonEdge(false, ButtonRig.Start + TimeSpan.FromSeconds(8)));
        button.HandleLevel(late, false);
        Assert.False(button.TryTakeAction(out _));
    }

    [Fact]
    public void Disabling_it_while_it_is_held_disarms_it()
    {
        ButtonRig rig = new ButtonRig().After(1000, true).Run(moreSeconds: 6);
        Assert.True(rig.Button.IsArmed);
        rig.Button.IsEnabled = false;
        rig.Button.HandleLevel(rig.Button.NextDeadline.When, true);
        Assert.False(rig.Button.IsArmed);
    }
}
