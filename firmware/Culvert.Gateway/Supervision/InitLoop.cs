using Culvert.Control;
using Culvert.Control.Supervision;
using Culvert.Core;
using Culvert.Gateway.Logging;
using Culvert.Hal;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.Supervision;

/// <summary>The one thread of <c>culvert init</c>: waits for signs of life, signals and deadlines.</summary>
internal sealed class InitLoop(
    Supervisor supervisor, ServiceProcesses processes, NotifyListener listener, InitSignals signals, WatchdogFeeder watchdog, FaultLight fault, IMonotonicClock clock, Log log)
{
    private readonly PollSet _poll = new();

    /// <summary>Runs until a signal asks for the end and every service has ended.</summary>
    public void Run()
    {
        while (true)
        {
            Settle();
            if (supervisor.IsStopped) return;
            _poll.Clear();
            int signal = _poll.Add(signals.Descriptor);
            int news = _poll.Add(listener.Descriptor);
            _poll.Wait(TimeLeft());
            if (_poll.IsReadable(signal)) TakeSignals();
            if (_poll.IsReadable(news) && listener.TakeSignOfLife()) supervisor.HandleTick(clock.Now, InitHost.Gateway);
        }
    }

    private void TakeSignals()
    {
        signals.Lower();
        processes.TakeExits(clock.Now);
        if (signals.StopWanted) supervisor.HandleStop(clock.Now);
    }

    private void Settle()
    {
        Instant now = clock.Now;
        supervisor.HandleTimeout(now);
        // A gateway that starts wants the pins that the fault light holds.
        fault.Show(now, supervisor.IsInTrouble && !supervisor.IsRunning(InitHost.Gateway));
        processes.CarryOut(now);
        while (supervisor.TryTakeLog(out LogEntry? entry)) log.Write(entry.Level, "init", entry.Tunnel, entry.Text);
        watchdog.HandleTimeout(now, supervisor.MayFeedWatchdog(now));
    }

    private TimeSpan? TimeLeft()
    {
        Deadline next = Deadline.Earliest(Deadline.Earliest(supervisor.NextDeadline, watchdog.NextDeadline), fault.NextDeadline);
        if (next.IsNever) return null;
        TimeSpan left = next.When - clock.Now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
