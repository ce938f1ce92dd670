using Culvert.Core;

namespace Culvert.Control.Supervision;

/// <summary>One process under supervision: its state, and when the next thing about it is due.</summary>
internal sealed class ServiceRecord(SupervisedService service)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    // Whoever lived that long does not crash in a loop.
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(60);

    private Instant _startedAt;
    private bool _isRenewed;
    private Deadline _due = Deadline.Never;

    public SupervisedService Service => service;

    public ServiceState State { get; private set; } = ServiceState.Waiting;

    /// <summary>How often in a row it has ended soon after its start.</summary>
    public int Crashes { get; private set; }

    /// <summary>It does not start until this is taken back, however long it has waited.</summary>
    public bool IsHeldBack { get; set; }

    /// <summary>It ends because it is to start with other words: nothing is wrong with it.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Waiting: when it starts. Starting: by when it must be ready. Running: by when it must tick. Ending: by when it must be gone.</summary>
    public Deadline Due => State == ServiceState.Waiting && IsHeldBack ? Deadline.Never : _due;

    /// <summary>It runs, and must say in time that it is well.</summary>
    public bool IsTimed => service.Ticks && State is (ServiceState.Starting or ServiceState.Running);

    public void Await(Instant start)
    {
        State = ServiceState.Waiting;
        _due = new Deadline(start, $"start {service.Name}");
    }

    public void Start(Instant now)
    {
        _startedAt = now;
        (_isRenewed, IsChanged) = (false, false);
        State = service.Ticks ? ServiceState.Starting : ServiceState.Running;
        _due = service.Ticks ? Limit(now) : Deadline.Never;
    }

    /// <summary>It is ready, or still well.</summary>
    public void Tick(Instant now)
    {
        if (!IsTimed) return;
        State = ServiceState.Running;
        _isRenewed = false;
        _due = Limit(now);
    }

    /// <summary>Gives it its time again, once until it ticks.</summary>
    /// <returns>False: it had that already, or has no such time.</returns>
    public bool TryRenew(Instant now)
    {
        if (!IsTimed || _isRenewed) return false;
        _isRenewed = true;
        _due = Limit(now);
        return true;
    }

    public void End(Instant gone)
    {
        State = ServiceState.Ending;
        _due = new Deadline(gone, $"{service.Name} must be gone");
    }

    /// <summary>It is busy with its start and needs as long again from now.</summary>
    public void ExtendStart(Instant now)
    {
        if (State != ServiceState.Starting) return;
        _isRenewed = false;
        _due = Limit(now);
    }

    /// <summary>What it ended of is gone: the next start is the first.</summary>
    public void Forgive(Instant now)
    {
        Crashes = 0;
        if (State == ServiceState.Waiting) Await(now);
    }

    /// <summary>The signal that cannot be ignored was sent: all that is left is to wait for the kernel.</summary>
    public void AwaitTheKernel() => _due = Deadline.Never;

    public void Finish()
    {
        State = ServiceState.Over;
        _due = Deadline.Never;
    }

    /// <summary>It ended and shall start again.</summary>
    /// <returns>How long it waits: below a second for the first time, doubling while it keeps ending early.</returns>
    public TimeSpan BackOff(Instant now)
    {
        Crashes = now - _startedAt >= StableAfter ? 1 : Crashes + 1;
        // 2^9 × 200 ms is past the longest already.
        TimeSpan wait = FirstWait * (1 << Math.Min(Crashes - 1, 9));
        if (wait > LongestWait) wait = LongestWait;
        Await(now + wait);
        return wait;
    }

    private Deadline Limit(Instant now) => State == ServiceState.Starting
        ? new Deadline(now + Supervisor.ReadyLimit, $"{service.Name} must be ready")
        : new Deadline(now + Supervisor.TickLimit, $"{service.Name} must tick");
}
