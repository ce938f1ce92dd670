using Culvert.Core;

namespace Culvert.Hal.Simulated;

/// <summary>A clock that stands still until it is told, and the timers that go by it.</summary>
public sealed class SimulatedClock : TimeProvider, IMonotonicClock
{
    private readonly List<SimulatedTimer> _timers = [];

    public Instant Now { get; private set; } = Instant.FromSeconds(1000);

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => Now.Nanoseconds;

    /// <summary>Moves on, and stops on the way wherever a timer is due.</summary>
    public void Advance(TimeSpan span)
    {
        Instant end = Now + span;
        while (_timers.Where(timer => timer.Due is { } due && due <= end).MinBy(timer => timer.Due) is { } next)
        {
            Now = Instant.Max(Now, next.Due!.Value);
            next.Fire();
        }

        Now = end;
    }

    /// <summary>One that fires once: nothing here asks for a period.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    private sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        public Instant? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan) throw new NotSupportedException("a simulated timer fires once");
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.Now + dueTime;
            return true;
        }

        public void Fire()
        {
            Due = null;
            callback(state);
        }

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
