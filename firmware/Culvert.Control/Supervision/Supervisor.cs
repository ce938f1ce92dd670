using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Supervision;

/// <summary>
/// Keeps processes running: what ends starts again, what no longer answers is ended first, what keeps ending waits longer
/// each time. Decides when the hardware watchdog may be fed. Sans-IO: ends, ticks and time come in, actions come out.
/// </summary>
public sealed class Supervisor
{
    /// <summary>How long a service may take from its start until it says that it is ready.</summary>
    public static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(30);

    /// <summary>How long a ready service may be silent.</summary>
    public static readonly TimeSpan TickLimit = TimeSpan.FromSeconds(5);

    /// <summary>How long an orderly goodbye may take: a little more than the gateway's own limit of 3 s.</summary>
    public static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(4);

    // How long the kernel may take to end a process; a driver that never lets go is a case for the watchdog.
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(5);

    private const int CrashesOfALoop = 3;

    // Whoever looks that much later than it wanted was away itself, and with it perhaps the whole machine.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LateLimit = TimeSpan.FromSeconds(1);

    private readonly List<ServiceRecord> _services;
    private readonly Queue<SupervisorAction> _actions = new();
    private readonly Queue<LogEntry> _log = new();
    private bool _isStopping;
    private Deadline _look = Deadline.Never;

    public Supervisor(Instant now, IEnumerable<SupervisedService> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _services = [.. services.Select(service => new ServiceRecord(service))];
        foreach (ServiceRecord service in _services) service.Await(now + service.Service.Delay);
    }

    /// <summary>After <see cref="HandleRestart"/>: once nothing runs any more, the machine is to be restarted.</summary>
    public bool IsRestarting { get; private set; }

    /// <summary>After <see cref="HandleStop"/>: nothing runs any more.</summary>
    public bool IsStopped => _isStopping && _services.TrueForAll(service => service.State == ServiceState.Over);

    /// <summary>A service that matters keeps ending soon after its start: the box does not do its work.</summary>
    public bool IsInTrouble => _services.Exists(service =>
        service.Service.Ticks && service.Crashes >= CrashesOfALoop && service.State is ServiceState.Waiting or ServiceState.Starting);

    /// <summary>Whether it has ended more than once in a row, each time soon after its start.</summary>
    public bool KeepsEnding(string service) => Find(service).Crashes > 1;

    /// <summary>Whether there is no process of that name, and one shall start.</summary>
    public bool IsWaiting(string service) => Find(service).State == ServiceState.Waiting;

    public Deadline NextDeadline =>
        _services.Select(service => service.Due).Aggregate(_services.Exists(service => service.IsTimed) ? _look : Deadline.Never, Deadline.Earliest);

    /// <summary>
    /// Whether the box is as well as the supervisor can make it: what ticks has done so in time, is being started or ended
    /// within its time, or waits for its next start.
    /// </summary>
    public bool MayFeedWatchdog(Instant now) => _services.TrueForAll(service => !service.Service.Ticks || service.State switch
    {
        ServiceState.Waiting or ServiceState.Over => true,
        _ => !service.Due.IsNever && !service.Due.IsDue(now),
    });

    public bool TryTakeAction([NotNullWhen(true)] out SupervisorAction? action) => _actions.TryDequeue(out action);

    public bool TryTakeLog([NotNullWhen(true)] out LogEntry? entry) => _log.TryDequeue(out entry);

    /// <summary>The service says that it is ready, or that all its threads answer.</summary>
    public void HandleTick(Instant now, string service) => Find(service).Tick(now);

    /// <summary>The service says that its start takes longer, and that it gets on with it.</summary>
    public void HandleBusyStart(Instant now, string service) => Find(service).ExtendStart(now);

    /// <summary>Keeps the service from its next start, or does so no longer. What runs goes on.</summary>
    public void HoldBack(string service, bool isHeldBack) => Find(service).IsHeldBack = isHeldBack;

    /// <summary>What made the service end is gone: it starts at once, and its past ends count no more.</summary>
    public void HandleRemedy(Instant now, string service) => Find(service).Forgive(now);

    /// <summary>The words that start it are others now: one that runs is ended in an orderly way, and starts again at once.</summary>
    public void HandleChange(Instant now, string service)
    {
        ServiceRecord changed = Find(service);
        if (changed.State is not (ServiceState.Starting or ServiceState.Running)) return;
        changed.IsChanged = true;
        End(changed, now + GoodbyeLimit, new SupervisorAction.Terminate(service));
    }

    /// <summary>The process ended, or could not be started (<paramref name="why"/> says it in a few words).</summary>
    public void HandleExit(Instant now, string service, string why)
    {
        ServiceRecord ended = Find(service);
        if (_isStopping)
        {
            ended.Finish();
            return;
        }

        if (ended.IsChanged)
        {
            ended.Await(now);
            return;
        }

        TimeSpan wait = ended.BackOff(now);
        Log(NoticeLevel.Warning, string.Create(CultureInfo.InvariantCulture, $"{service} {why}; it starts again in {wait.TotalSeconds:0.#} s{TimesInARow(ended)}"));
    }

    /// <summary>Ends everything in an orderly way.</summary>
    public void HandleStop(Instant now)
    {
        if (_isStopping) return;
        _isStopping = true;
        foreach (ServiceRecord service in _services)
        {
            if (service.State is ServiceState.Waiting) service.Finish();
            else if (service.State is ServiceState.Starting or ServiceState.Running) End(service, now + GoodbyeLimit, new SupervisorAction.Terminate(service.Service.Name));
        }
    }

    /// <summary>Ends everything in an orderly way, for the restart of the machine.</summary>
    /// <returns>False: it is ending for good already.</returns>
    public bool HandleRestart(Instant now)
    {
        if (_isStopping) return IsRestarting;
        Log(NoticeLevel.Warning, "a restart of the box is ordered: ending the services first");
        IsRestarting = true;
        HandleStop(now);
        return true;
    }

    public void HandleTimeout(Instant now)
    {
        if (!_look.IsNever && now - _look.When > LateLimit) HandleOwnDelay(now);
        foreach (ServiceRecord service in _services.FindAll(service => service.Due.IsDue(now))) HandleDue(now, service);
        _look = _services.Exists(service => service.IsTimed) ? new Deadline(now + LookInterval, "look at services") : Deadline.Never;
    }

    // The time went on without us (a machine that was suspended, a virtual one that was paused): who could not tick either is
    // not to blame for it. Once: who does not tick after that does hang.
    private void HandleOwnDelay(Instant now)
    {
        TimeSpan away = now - _look.When + LookInterval;
        foreach (ServiceRecord service in _services.FindAll(service => service.Due.IsDue(now) && service.TryRenew(now)))
            Log(NoticeLevel.Warning, string.Create(CultureInfo.InvariantCulture, $"nobody has run for {away.TotalSeconds:0.#} s: {service.Service.Name} gets its time anew"));
    }

    private void HandleDue(Instant now, ServiceRecord service)
    {
        string name = service.Service.Name;
        switch (service.State)
        {
            case ServiceState.Waiting:
                service.Start(now);
                _actions.Enqueue(new SupervisorAction.Start(name));
                break;
            case ServiceState.Starting:
                Log(NoticeLevel.Warning, $"{name} is not ready after {ReadyLimit.TotalSeconds} s: ending it");
                End(service, now + KillLimit, new SupervisorAction.Kill(name));
                break;
            case ServiceState.Running:
                Log(NoticeLevel.Warning, $"{name} has not answered for {TickLimit.TotalSeconds} s: ending it");
                End(service, now + KillLimit, new SupervisorAction.Kill(name));
                break;
            case ServiceState.Ending:
                Log(NoticeLevel.Warning, $"{name} is still there after its time: ending it by force");
                service.AwaitTheKernel();
                _actions.Enqueue(new SupervisorAction.Kill(name));
                break;
        }
    }

    private void End(ServiceRecord service, Instant gone, SupervisorAction how)
    {
        service.End(gone);
        _actions.Enqueue(how);
    }

    private static string TimesInARow(ServiceRecord service) => service.Crashes > 1 ? $" ({service.Crashes} times in a row)" : "";

    private void Log(NoticeLevel level, string text) => _log.Enqueue(new LogEntry(level, "", text));

    private ServiceRecord Find(string name) =>
        _services.Find(service => service.Service.Name == name) ?? throw new ArgumentException($"no service {name}", nameof(name));
}
