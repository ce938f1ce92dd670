using Culvert.Control.Leds;
using Culvert.Control.Reset;
using Culvert.Core;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Supervision;
using Culvert.Hal;
using Culvert.Hal.Linux;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Reset;

/// <summary>
/// Ends a wipe that something cut short, before the gateway reads anything. It may take minutes on a slow card: the LEDs say
/// meanwhile that the power is to stay on, and whoever started us hears that we get on with it.
/// </summary>
/// <param name="finished">Raised by <paramref name="work"/> at the end.</param>
internal sealed class StartupWipe(
    DataWipe wipe, IResetWork work, IWakeSignal finished, BoardHardware hardware, LedPanel leds, IServiceManager manager, IMonotonicClock clock, Log log)
{
    private readonly HealthCheck _health = new(work.Pulses, manager.TellBusy, log);

    /// <returns>Whether there was one to end.</returns>
    /// <exception cref="UserException">It cannot be ended, or somebody is at it.</exception>
    public bool Run()
    {
        if (!wipe.Prepare()) return false;
        log.Warning("config", "a factory reset was cut short: wiping on");
        work.Begin(ResetStep.Wipe);
        var poll = new PollSet();
        string? problem;
        while (!work.TryTakeDone(out problem))
        {
            Deadline next = Turn();
            poll.Clear();
            int done = poll.Add(finished.Descriptor);
            TimeSpan left = next.When - clock.Now;
            poll.Wait(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            if (poll.IsReadable(done)) finished.Lower();
        }

        return problem is null ? true : throw new UserException(problem);
    }

    /// <returns>When the next turn is due.</returns>
    private Deadline Turn()
    {
        Instant now = clock.Now;
        _health.HandleTimeout(now);
        hardware.Show(leds.Show(now, BoxState.Updating, []), log);
        return Deadline.Earliest(_health.NextDeadline, leds.NextChange(now, BoxState.Updating, []));
    }
}
