using Culvert.Control;
using Culvert.Control.Supervision;
using Culvert.Core;
using Culvert.Gateway.Boot;
using Culvert.Gateway.Logging;
using Culvert.Hal;

namespace Culvert.Gateway.Supervision;

/// <summary>
/// Brings what happens to the supervisor and to the keeper of the board, and carries out what they decide. One thread only;
/// after every input <see cref="Settle"/>.
/// </summary>
/// <param name="image">Null on a machine that has other tenants.</param>
/// <param name="time">Null where somebody else keeps the time.</param>
internal sealed class InitEngine(
    Supervisor supervisor, ServiceProcesses processes, BoardKeeper keeper, WatchdogFeeder watchdog, IMonotonicClock clock, Log log, BootedImage? image = null, TimeService? time = null)
{
    /// <summary>The service that is the gateway.</summary>
    public const string Gateway = "run";

    /// <summary>A signal asked for the end, and every service has ended.</summary>
    public bool IsStopped => supervisor.IsStopped;

    public Deadline NextDeadline => Deadline.Earliest(Deadline.Earliest(supervisor.NextDeadline, watchdog.NextDeadline), Deadline.Earliest(keeper.NextDeadline, image?.NextDeadline ?? Deadline.Never));

    /// <summary>Readable when a process of a service has ended.</summary>
    public IEnumerable<int> ChildDescriptors => processes.Descriptors;

    public void TakeExits() => processes.TakeExits(clock.Now);

    public void Take(ServiceNews news)
    {
        if (news.IsAlive)
        {
            supervisor.HandleTick(clock.Now, Gateway);
            image?.HandleAlive(clock.Now);
        }

        if (news.IsStartBusy) supervisor.HandleBusyStart(clock.Now, Gateway);
        if (news.IsButtonEnabled is { } isEnabled) keeper.IsButtonEnabled = isEnabled;
        if (news.TimeServers is { } servers && time?.Use(servers) == true) supervisor.HandleChange(clock.Now, TimeService.Name);
    }

    public void Stop() => supervisor.HandleStop(clock.Now);

    /// <summary>Does what is due.</summary>
    public void Settle()
    {
        Instant now = clock.Now;
        if (image?.HandleTimeout(now) == true) supervisor.HandleRestart(now);
        supervisor.HandleTimeout(now);
        // A gateway that starts finds the board's lines free, or it would run without them.
        if (supervisor.IsWaiting(Gateway))
        {
            image?.HandleEnd();
            Mind(now);
        }
        else
        {
            keeper.Leave();
        }

        processes.CarryOut(now);
        while (supervisor.TryTakeLog(out LogEntry? entry)) log.Write(entry.Level, "init", entry.Tunnel, entry.Text);
        watchdog.HandleTimeout(now, supervisor.MayFeedWatchdog(now) && keeper.IsWell);
    }

    // Who holds the button in a crash loop shall not lose it to the next start. A first crash is mended without asking: the line
    // may be stuck.
    private void Mind(Instant now)
    {
        keeper.Mind(now, supervisor.IsInTrouble);
        if (keeper.TakeDefaults()) supervisor.HandleRemedy(now, Gateway);
        supervisor.HoldBack(Gateway, keeper.IsResetting || (keeper.IsButtonAwaited && supervisor.KeepsEnding(Gateway)));
    }
}
