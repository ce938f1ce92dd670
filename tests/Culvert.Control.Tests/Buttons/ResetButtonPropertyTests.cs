using CsCheck;
using Culvert.Control.Buttons;
using Culvert.Core;

namespace Culvert.Control.Tests.Buttons;

public sealed class ResetButtonPropertyTests
{
    // Presses away from the limits by what a bounce may add, with what lies between them: seconds held, seconds let go before.
    private static readonly Gen<(double Held, double Before)[]> Presses =
        Gen.Select(Gen.OneOf(Gen.Double[0.1, 0.75], Gen.Double[1.1, 4.75], Gen.Double[5.1, 19.75], Gen.Double[20.1, 100]), Gen.Double[0.1, 30]).Array[1, 6];

    // Milliseconds between the edges of a bounce: each shorter than a level must last.
    private static readonly Gen<double[]> Bounce = Gen.Double[0.01, 25].Array[0, 8].Select(gaps => gaps.Length % 2 == 0 ? gaps : gaps[1..]);

    [Fact]
    public void Presses_mean_what_their_lengths_say_however_they_bounce()
    {
        Gen.Select(Presses, Bounce.Array[12], Gen.Double[0, 20]).Hold((presses, bounces, latency) =>
        {
            var rig = new ButtonRig { Latency = TimeSpan.FromMilliseconds(latency) };
            int n = 0;
            foreach ((double held, double before) in presses)
            {
                rig.After(before * 1000, true);
                Shake(rig, bounces[n++], true);
                rig.After(held * 1000, false);
                Shake(rig, bounces[n++], false);
            }

            rig.Run();
            Assert.True(presses.SelectMany(press => Meaning(press.Held)).SequenceEqual(rig.Actions), string.Join("\n", rig.Log));
        });
    }

    [Fact]
    public void Chatter_without_end_does_nothing()
    {
        Gen.Double[0.01, 25].Array[100, 400].Hold(gaps =>
        {
            var rig = new ButtonRig();
            bool level = false;
            foreach (double gap in gaps) rig.After(gap, level = !level);
            rig.After(5, false);
            Assert.Empty(rig.Run().Actions);
            Assert.False(rig.WasArmed);
        });
    }

    [Fact]
    public void A_line_stuck_active_does_nothing_whatever_came_before()
    {
        Gen.Select(Presses, Gen.Bool, Bounce).Hold((presses, atStart, bounce) =>
        {
            var rig = new ButtonRig(atStart);
            if (atStart) rig.After(300, false);
            foreach ((double held, double before) in presses) rig.Press(held, before);
            rig.After(1000, true);
            Shake(rig, bounce, true);
            int before20 = presses.Sum(press => Meaning(press.Held).Count());
            Assert.Equal(before20, rig.Run(moreSeconds: 5000).Actions.Count);
            Assert.False(rig.Button.IsArmed);
        });
    }

    [Fact]
    public void A_clock_that_jumps_makes_no_reset_of_a_press_too_short_for_one()
    {
        // Up to 2 s of a jump may pass for time: 2.9 s and that are no 5 s.
        Gen.Select(Gen.Double[0.1, 2.9], Gen.Double[0, 1], Gen.OneOf(Gen.Double[0, 30], Gen.Double[30, 100_000])).Hold((held, share, jump) =>
        {
            ButtonRig rig = new ButtonRig
            {
                JumpAt = ButtonRig.Start + TimeSpan.FromSeconds(1 + (share * held)),
                Jump = TimeSpan.FromSeconds(jump),
            }.Press(held);
            Assert.DoesNotContain(ButtonAction.FactoryReset, rig.Run().Actions);
        });
    }

    [Fact]
    public void A_clock_that_jumps_between_presses_changes_nothing()
    {
        Gen.Select(Gen.Double[5.1, 19.9], Gen.Double[0, 100_000]).Hold((held, jump) =>
        {
            ButtonRig rig = new ButtonRig { JumpAt = ButtonRig.Start + TimeSpan.FromSeconds(5), Jump = TimeSpan.FromSeconds(jump) }
                .Press(0.5).Press(held, afterSeconds: 10);
            Assert.Equal([ButtonAction.LampTest, ButtonAction.FactoryReset], rig.Run().Actions);
        });
    }

    [Fact]
    public void Lost_edges_never_make_a_reset_that_was_not_held_for()
    {
        Gen.Select(Gen.Select(Gen.Double[0.1, 4.9], Gen.Double[0.3, 30]).Array[1, 8], Gen.Int[0, 65535]).Hold((presses, lost) =>
        {
            var rig = new ButtonRig { IsLost = edge => (lost >> edge & 1) != 0 };
            foreach ((double held, double before) in presses) rig.Press(held, before);
            Assert.DoesNotContain(ButtonAction.FactoryReset, rig.Run().Actions);
        });
    }

    [Fact]
    public void After_lost_edges_the_button_works_again()
    {
        Gen.Select(Presses, Gen.Int[0, 4095]).Hold((presses, lost) =>
        {
            var rig = new ButtonRig { IsLost = edge => edge < 12 && (lost >> edge & 1) != 0 };
            foreach ((double held, double before) in presses) rig.Press(held, before);
            for (int edge = presses.Length * 2; edge < 12; edge += 2) rig.Press(0.5);
            Assert.Equal(ButtonAction.FactoryReset, rig.Press(7, afterSeconds: 10).Run().Actions[^1]);
        });
    }

    [Fact]
    public void Any_edges_and_levels_at_any_time_end_in_a_deadline_that_moves_on()
    {
        Gen<(bool IsEdge, bool Level, double Seconds, double Late)[]> inputs =
            Gen.Select(Gen.Bool, Gen.Bool, Gen.OneOf(Gen.Double[0, 0.05], Gen.Double[0, 30], Gen.Double[-10, 10_000]), Gen.Double[-5, 5]).Array[0, 60];
        Gen.Select(inputs, Gen.Bool).Hold((steps, atStart) =>
        {
            var button = new ResetButton(ButtonRig.Start, atStart);
            Instant now = ButtonRig.Start;
            bool level = atStart;
            foreach ((bool isEdge, bool to, double seconds, double late) in steps)
            {
                now += TimeSpan.FromSeconds(Math.Max(0, seconds));
                level = to;
                if (isEdge) button.HandleEdge(now, new ButtonEdge(to, now - TimeSpan.FromSeconds(late)));
                else button.HandleLevel(now, to);
            }

            for (int i = 0; i < 400 && !button.NextDeadline.IsNever; i++)
            {
                Instant before = now;
                now = Instant.Max(now, button.NextDeadline.When);
                button.HandleLevel(now, level);
                Assert.True(button.NextDeadline.When > now, $"{button.NextDeadline} at {now}, {before}");
            }

            Assert.Equal(!level, button.NextDeadline.IsNever);
        });
    }

    private static IEnumerable<ButtonAction> Meaning(double held) => held switch
    {
        <= 1 => [ButtonAction.LampTest],
        >= 5 and <= 20 => [ButtonAction.FactoryReset],
        _ => [],
    };

    private static void Shake(ButtonRig rig, double[] gaps, bool settles)
    {
        for (int i = 0; i < gaps.Length; i++) rig.After(gaps[i], i % 2 == 0 ? !settles : settles);
    }
}
