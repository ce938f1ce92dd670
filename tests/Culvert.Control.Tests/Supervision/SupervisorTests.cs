using System.Globalization;
using CsCheck;
using Culvert.Control.Supervision;
using Culvert.Core;

namespace Culvert.Control.Tests.Supervision;

public sealed class SupervisorTests
{
    private static readonly Instant Boot = Instant.FromSeconds(3);
    private readonly Supervisor _supervisor = new(Boot, [new SupervisedService("run", Ticks: true), new SupervisedService("console", Ticks: false)]);
    private Instant _now = Boot;

    [Fact]
    public void Everything_starts_at_once() =>
        Assert.Equal([new SupervisorAction.Start("run"), new SupervisorAction.Start("console")], Due());

    [Fact]
    public void A_service_that_can_wait_starts_later_once()
    {
        var supervisor = new Supervisor(Boot, [new SupervisedService("time", Ticks: false) { Delay = TimeSpan.FromSeconds(5) }]);
        supervisor.HandleTimeout(Boot + TimeSpan.FromSeconds(4.9));
        Assert.False(supervisor.TryTakeAction(out _));
        Assert.Equal(Boot + TimeSpan.FromSeconds(5), supervisor.NextDeadline.When);
        supervisor.HandleTimeout(supervisor.NextDeadline.When);
        Assert.True(supervisor.TryTakeAction(out _));

        supervisor.HandleExit(Boot + TimeSpan.FromMinutes(5), "time", "ended with 1");
        Assert.Equal(Boot + TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(200), supervisor.NextDeadline.When);
    }

    [Fact]
    public void A_crash_is_logged_with_its_reason_and_mended_within_a_second()
    {
        RunFor(TimeSpan.FromMinutes(5));
        _supervisor.HandleExit(_now, "run", ServiceExit.BySignal(11).ToString());

        Assert.Equal("run was ended by signal 11 (SIGSEGV); it starts again in 0.2 s", TakeLog());
        Assert.InRange(_supervisor.NextDeadline.When - _now, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        _now = _supervisor.NextDeadline.When;
        Assert.Equal([new SupervisorAction.Start("run")], Due());
    }

    [Fact]
    public void Crash_loops_wait_longer_each_time_up_to_a_minute_and_a_long_life_is_forgiven()
    {
        Due();
        List<double> waits = [];
        for (int crash = 0; crash < 12; crash++)
        {
            _supervisor.HandleExit(_now, "run", "crashed");
            waits.Add((_supervisor.NextDeadline.When - _now).TotalSeconds);
            _now = _supervisor.NextDeadline.When;
            Due();
        }

        Assert.Equal([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 60, 60, 60], waits, (left, right) => Math.Abs(left - right) < 0.001);
        RunFor(TimeSpan.FromSeconds(61));
        _supervisor.HandleExit(_now, "run", "crashed");
        Assert.Equal(TimeSpan.FromMilliseconds(200), _supervisor.NextDeadline.When - _now);
    }

    [Fact]
    public void A_crash_loop_is_trouble_until_the_service_is_well()
    {
        Due();
        for (int crash = 1; crash <= 3; crash++)
        {
            Assert.False(_supervisor.IsInTrouble);
            _supervisor.HandleExit(_now, "run", "crashed");
            if (crash == 3) break;
            _now = _supervisor.NextDeadline.When;
            Due();
        }

        Assert.True(_supervisor.IsInTrouble);
        _now = _supervisor.NextDeadline.When;
        Due();
        Assert.True(_supervisor.IsInTrouble);
        _supervisor.HandleTick(_now, "run");
        Assert.False(_supervisor.IsInTrouble);
    }

    [Fact]
    public void A_console_that_ends_is_no_trouble_for_the_box()
    {
        Due();
        for (int end = 0; end < 5; end++)
        {
            _supervisor.HandleExit(_now, "console", ServiceExit.WithCode(0).ToString());
            _now = _supervisor.NextDeadline.When;
            Due();
        }

        Assert.False(_supervisor.IsInTrouble);
    }

    [Fact]
    public void Silence_ends_the_service_and_its_end_starts_it_anew()
    {
        RunFor(TimeSpan.FromSeconds(10));
        Assert.Equal([new SupervisorAction.Kill("run")], Pass(Supervisor.TickLimit));
        Assert.Equal("run has not answered for 5 s: ending it", TakeLog());
        _supervisor.HandleTick(_now, "run");
        Assert.Empty(Due());

        _supervisor.HandleExit(_now, "run", ServiceExit.BySignal(9).ToString());
        _now = _supervisor.NextDeadline.When;
        Assert.Equal([new SupervisorAction.Start("run")], Due());
    }

    [Fact]
    public void What_never_gets_ready_is_ended()
    {
        Due();
        Assert.Equal([new SupervisorAction.Kill("run")], Pass(Supervisor.ReadyLimit));
    }

    [Fact]
    public void The_watchdog_is_fed_while_the_service_ticks_starts_or_waits_for_its_start()
    {
        Assert.True(_supervisor.MayFeedWatchdog(_now));
        Due();
        Assert.True(_supervisor.MayFeedWatchdog(_now));
        RunFor(TimeSpan.FromSeconds(10));
        Assert.True(_supervisor.MayFeedWatchdog(_now));
        for (int crash = 0; crash < 20; crash++)
        {
            _supervisor.HandleExit(_now, "run", "crashed");
            Assert.True(_supervisor.MayFeedWatchdog(_now));
            _now = _supervisor.NextDeadline.When;
            Due();
        }
    }

    [Fact]
    public void The_watchdog_is_not_fed_for_a_process_that_cannot_be_ended()
    {
        RunFor(TimeSpan.FromSeconds(10));
        Pass(Supervisor.TickLimit);
        Assert.True(_supervisor.MayFeedWatchdog(_now));
        _now = _supervisor.NextDeadline.When;
        Due();
        Assert.False(_supervisor.MayFeedWatchdog(_now));
        _supervisor.HandleExit(_now, "run", "ended at last");
        Assert.True(_supervisor.MayFeedWatchdog(_now));
    }

    [Fact]
    public void Nor_is_it_fed_when_the_supervisor_itself_comes_too_late()
    {
        RunFor(TimeSpan.FromSeconds(10));
        Assert.False(_supervisor.MayFeedWatchdog(_now + Supervisor.TickLimit));
    }

    [Theory]
    [InlineData(3.5)]
    [InlineData(4.5)]
    [InlineData(3600)]
    public void Who_could_not_tick_because_the_whole_machine_stood_still_gets_its_time_anew(double seconds)
    {
        RunFor(TimeSpan.FromSeconds(10));
        Pass(TimeSpan.FromSeconds(2.5));
        _now += TimeSpan.FromSeconds(seconds);
        Assert.Empty(Due());
        Assert.True(_supervisor.MayFeedWatchdog(_now));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"nobody has run for {seconds} s: run gets its time anew"), TakeLog());
        Assert.Empty(Pass(TimeSpan.FromSeconds(4)));
        _supervisor.HandleTick(_now, "run");
        Assert.Empty(Pass(TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public void Who_does_not_tick_after_that_hangs()
    {
        RunFor(TimeSpan.FromSeconds(10));
        for (int i = 0; i < 2; i++)
        {
            _now += TimeSpan.FromHours(1);
            List<SupervisorAction> actions = Due();
            if (i == 0) Assert.Empty(actions);
            else Assert.Equal([new SupervisorAction.Kill("run")], actions);
        }
    }

    [Fact]
    public void A_start_that_stood_still_gets_its_time_anew()
    {
        Due();
        _now += TimeSpan.FromHours(1);
        Assert.Empty(Due());
        Assert.Equal([new SupervisorAction.Kill("run")], Pass(Supervisor.ReadyLimit));
    }

    [Fact]
    public void A_stop_says_goodbye_then_insists_and_starts_nothing_more()
    {
        RunFor(TimeSpan.FromSeconds(10));
        _supervisor.HandleStop(_now);
        Assert.Equal([new SupervisorAction.Terminate("run"), new SupervisorAction.Terminate("console")], Due());
        _supervisor.HandleExit(_now, "console", "ended by itself");
        Assert.False(_supervisor.IsStopped);
        _now += Supervisor.GoodbyeLimit;
        Assert.Equal([new SupervisorAction.Kill("run")], Due());
        _supervisor.HandleExit(_now, "run", "ended");
        Assert.True(_supervisor.IsStopped);
        Assert.True(_supervisor.NextDeadline.IsNever);
    }

    [Fact]
    public void A_stop_while_it_waits_for_a_start_is_over_at_once()
    {
        _supervisor.HandleStop(_now);
        Assert.True(_supervisor.IsStopped);
        Assert.Empty(Due());
    }

    [Fact]
    public void What_is_held_back_starts_when_it_is_so_no_longer()
    {
        Crash(3);
        _supervisor.HoldBack("run", true);
        Assert.True(_supervisor.NextDeadline.IsNever);
        _now += TimeSpan.FromMinutes(5);
        Assert.Empty(Due());
        Assert.True(_supervisor.IsWaiting("run"));
        Assert.True(_supervisor.MayFeedWatchdog(_now));
        _supervisor.HoldBack("run", false);
        Assert.Equal([new SupervisorAction.Start("run")], Due());
    }

    [Fact]
    public void What_runs_is_not_held_back()
    {
        RunFor(TimeSpan.FromSeconds(10));
        _supervisor.HoldBack("run", true);
        Assert.Equal([new SupervisorAction.Kill("run")], Pass(Supervisor.TickLimit));
    }

    [Fact]
    public void A_remedy_starts_it_at_once_and_forgives_the_past()
    {
        Crash(6);
        Assert.True(_supervisor.KeepsEnding("run"));
        _supervisor.HandleRemedy(_now, "run");
        Assert.Equal([new SupervisorAction.Start("run")], Due());
        Assert.False(_supervisor.IsInTrouble);
        _supervisor.HandleExit(_now, "run", "crashed");
        Assert.Equal(TimeSpan.FromMilliseconds(200), _supervisor.NextDeadline.When - _now);
        Assert.False(_supervisor.KeepsEnding("run"));
    }

    [Fact]
    public void A_restart_of_the_box_is_a_stop_that_is_remembered()
    {
        RunFor(TimeSpan.FromSeconds(10));
        Assert.True(_supervisor.HandleRestart(_now));
        Assert.Equal([new SupervisorAction.Terminate("run"), new SupervisorAction.Terminate("console")], Due());
        Assert.Contains("restart", TakeLog(), StringComparison.Ordinal);
        Assert.True(_supervisor.HandleRestart(_now));
        Assert.Empty(Due());
        _supervisor.HandleExit(_now, "console", "ended by itself");
        _supervisor.HandleExit(_now, "run", "ended by itself");
        Assert.True(_supervisor is { IsStopped: true, IsRestarting: true });
    }

    [Fact]
    public void A_stop_is_not_turned_into_a_restart()
    {
        RunFor(TimeSpan.FromSeconds(10));
        _supervisor.HandleStop(_now);
        Assert.False(_supervisor.HandleRestart(_now));
        Assert.False(_supervisor.IsRestarting);
    }

    /// <summary>Whatever happens in whatever order: one process a service at a time, and always something to wait for.</summary>
    [Fact]
    public void No_service_ever_runs_twice() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 40_000]).Array[1, 200].Sample(steps =>
        {
            var supervisor = new Supervisor(Boot, [new SupervisedService("run", Ticks: true)]);
            Instant now = Boot;
            bool runs = false;
            foreach ((int what, int milliseconds) in steps)
            {
                now += TimeSpan.FromMilliseconds(milliseconds);
                if (what <= 2) supervisor.HandleTimeout(now);
                else if (what == 3 && runs) supervisor.HandleTick(now, "run");
                else if (what == 6) supervisor.HoldBack("run", milliseconds % 2 == 0);
                else if (what == 7) supervisor.HandleRemedy(now, "run");
                else if (what == 8) supervisor.HandleBusyStart(now, "run");
                else if (what is 4 or 5 && runs)
                {
                    supervisor.HandleExit(now, "run", "ended");
                    runs = false;
                }

                while (supervisor.TryTakeAction(out SupervisorAction? action))
                {
                    if (action is SupervisorAction.Start) Assert.False(runs);
                    else Assert.True(runs);
                    if (action is SupervisorAction.Start) runs = true;
                }

                supervisor.HoldBack("run", false);
                if (!runs) Assert.False(supervisor.NextDeadline.IsNever);
            }
        });

    [Fact]
    public void A_service_whose_words_have_changed_is_ended_and_starts_at_once_without_a_word()
    {
        RunFor(TimeSpan.FromSeconds(5));
        _supervisor.HandleChange(_now, "console");
        Assert.Equal([new SupervisorAction.Terminate("console")], Due());
        _supervisor.HandleChange(_now, "console");
        Assert.Empty(Due());
        _supervisor.HandleExit(_now, "console", "ended by itself");
        Assert.Equal([new SupervisorAction.Start("console")], Due());
        Assert.Null(TakeLog());
        _supervisor.HandleExit(_now, "console", "crashed");
        Assert.Equal("console crashed; it starts again in 0.2 s", TakeLog());
    }

    [Fact]
    public void A_service_whose_words_have_changed_and_that_does_not_end_is_ended_by_force()
    {
        RunFor(TimeSpan.FromSeconds(5));
        _supervisor.HandleChange(_now, "console");
        Due();
        Assert.Contains(new SupervisorAction.Kill("console"), Pass(TimeSpan.FromSeconds(5)));
    }

    // The last one leaves it waiting.
    private void Crash(int times)
    {
        Due();
        for (int crash = 1; ; crash++)
        {
            _supervisor.HandleExit(_now, "run", "crashed");
            if (crash == times) return;
            _now = _supervisor.NextDeadline.When;
            Due();
        }
    }

    private void RunFor(TimeSpan time)
    {
        Instant end = _now + time;
        Due();
        for (; _now < end; _now += TimeSpan.FromSeconds(1)) _supervisor.HandleTick(_now, "run");
        _supervisor.HandleTick(_now, "run");
    }

    // Time passes, and nothing is heard.
    private List<SupervisorAction> Pass(TimeSpan time)
    {
        List<SupervisorAction> actions = [];
        for (Instant end = _now + time; _now < end;)
        {
            _now += TimeSpan.FromSeconds(0.5);
            actions.AddRange(Due());
        }

        return actions;
    }

    private List<SupervisorAction> Due()
    {
        _supervisor.HandleTimeout(_now);
        List<SupervisorAction> actions = [];
        while (_supervisor.TryTakeAction(out SupervisorAction? action)) actions.Add(action);
        return actions;
    }

    private string? TakeLog() => _supervisor.TryTakeLog(out LogEntry? entry) ? entry.Text : null;
}
