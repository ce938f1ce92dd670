using Culvert.Core;
using Culvert.Ike.V2.Tasks;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2;

/// <summary>
/// Runs the exchanges that we start in one IKE SA, one at a time: message ids, the window of 1, retransmission
/// (RFC 7296 sections 2.1 to 2.3).
/// </summary>
internal sealed class TaskManager(IkeSa sa)
{
    private readonly Queue<InitiatorTask> _queue = new();
    private InitiatorTask? _active;
    private OutgoingRequest? _outstanding;
    private uint _nextMessageId;
    private bool _probeNext;

    public bool IsIdle => _active is null && _queue.Count == 0;

    /// <summary>When the unanswered request first went out; null when there is none.</summary>
    public Instant? OutstandingSince => _outstanding?.FirstSentAt;

    /// <summary>The id and the exchange that an answer must have; null when none is due.</summary>
    public (uint MessageId, ExchangeType Exchange)? Awaited => _outstanding is { } request ? (request.MessageId, _active!.Exchange) : null;

    public Deadline NextDeadline => _outstanding is { } request ? new Deadline(request.NextAt, $"retransmit {_active!.Exchange}") : Deadline.Never;

    /// <summary>Smoothed round trip of answered requests; those that were retransmitted say nothing.</summary>
    public TimeSpan? SmoothedRoundTrip { get; set; }

    /// <summary>Whether a request of ours to rekey the IKE SA is under way.</summary>
    public bool IsRekeyingIkeSa => _active is RekeyIkeTask;

    /// <summary>Whether a request of ours about a CHILD SA is under way.</summary>
    public bool IsTouchingChildren => _active is { TouchesChildren: true };

    /// <summary>The task under way and those behind it.</summary>
    public IEnumerable<InitiatorTask> All => _active is { } active ? _queue.Prepend(active) : _queue;

    public bool Has(Func<InitiatorTask, bool> predicate) => All.Any(predicate);

    public void Enqueue(Instant now, InitiatorTask task)
    {
        _queue.Enqueue(task);
        StartNext(now);
    }

    /// <summary>Drops everything that the peer knows nothing of and puts this behind the rest.</summary>
    public void Replace(Instant now, InitiatorTask task)
    {
        AbandonQueue();
        if (_active is { IsCommitted: false } && _outstanding is null) AbandonActive();
        Enqueue(now, task);
    }

    public void Clear()
    {
        AbandonQueue();
        AbandonActive();
    }

    /// <summary>The queue goes to the IKE SA that takes this one's place.</summary>
    public void MoveQueueTo(Instant now, IkeSa successor)
    {
        while (_queue.TryDequeue(out InitiatorTask? task))
        {
            task.MoveTo(successor);
            successor.Tasks.Enqueue(now, task);
        }
    }

    /// <summary>Asks at once whether the peer lives; an unanswered request is as good a question as any.</summary>
    public void Probe(Instant now)
    {
        if (_outstanding is { IsProbing: true }) return;
        if (_outstanding is { } request)
        {
            Transmit(now, request);
            request.BeginProbe(now);
            return;
        }

        _probeNext = true;
        if (IsIdle) Enqueue(now, new LivenessTask(sa));
    }

    public void HandleResponse(Instant now, IkeHeader header, Datagram datagram)
    {
        if (_active is not { } task || _outstanding is not { } request || header.MessageId != request.MessageId || header.Exchange != task.Exchange)
        {
            sa.Context.Counters.UnexpectedMessage.Increment();
            return;
        }

        IncomingMessage? message = sa.Open(now, header, datagram, out bool wasMalformed);
        bool isUnreadable = wasMalformed || message is { Payloads.UnsupportedCritical: not null };
        if (message is null && !wasMalformed) return;
        if (header.Exchange == ExchangeType.IKE_SA_INIT)
        {
            // Nothing proves who sent it: what we cannot read is not the answer.
            if (!isUnreadable) Advance(now, task, task.Process(now, message!));
            return;
        }

        Answered(now);
        if (!isUnreadable)
        {
            Advance(now, task, task.Process(now, message!));
            return;
        }

        AbandonActive();
        sa.GiveUp(now, "the peer sent an answer that cannot be read");
    }

    /// <summary>Takes the result of a job; false when no task waits for it.</summary>
    public bool HandleJob(Instant now, KeyExchangeJob job)
    {
        if (_active is not { } task || task.Job != job) return false;
        Advance(now, task, task.HandleJob(now, job));
        return true;
    }

    public void HandleTimeout(Instant now)
    {
        if (_outstanding is not { } request || request.NextAt > now) return;
        if (!_active!.KeepsTrying(now))
        {
            AbandonActive();
            StartNext(now);
            return;
        }

        Transmit(now, request);
        request.WaitFor(now, _active.WaitAfter(request.Transmissions));
    }

    /// <summary>The peer speaks after all: goes back to the beginning of the task's schedule.</summary>
    public void RestartSchedule(Instant now) => _outstanding?.RestartSchedule(now, _active!.WaitAfter(1));

    /// <summary>How often the unanswered request has been sent.</summary>
    public int Transmissions => _outstanding?.Transmissions ?? 0;

    private void StartNext(Instant now)
    {
        while (_active is null && sa.State != IkeSaState.Closed && _queue.TryDequeue(out InitiatorTask? task))
        {
            _active = task;
            Advance(now, task, task.Begin(now));
        }
    }

    private void Advance(Instant now, InitiatorTask task, TaskResult result)
    {
        // A task may have closed the IKE SA, or put another in its own place.
        if (sa.State == IkeSaState.Closed || _active != task) return;
        if (result == TaskResult.Send)
        {
            Send(now, task);
        }
        else if (result == TaskResult.Done)
        {
            if (_outstanding is not null) Answered(now);
            _active = null;
            StartNext(now);
        }
    }

    private void Send(Instant now, InitiatorTask task)
    {
        byte[] bytes = sa.Write(task.Exchange, _nextMessageId, isResponse: false, task.Build(now));
        _outstanding = new OutgoingRequest(_nextMessageId, bytes, now);
        _outstanding.WaitFor(now, task.WaitAfter(1));
        if (_probeNext) _outstanding.BeginProbe(now);
        _probeNext = false;
        task.HandleSent(now, bytes);
        sa.Context.Counters.Sent.Increment();
        sa.Send(now, bytes, again: false);
    }

    private void Transmit(Instant now, OutgoingRequest request)
    {
        request.Sent();
        sa.Context.Counters.Retransmitted.Increment();
        sa.Send(now, request.Bytes, again: true);
    }

    private void Answered(Instant now)
    {
        if (_outstanding is not { } request) return;
        if (request.Transmissions == 1 && _active is { MeasuresRoundTrip: true }) AddRoundTrip(now - request.FirstSentAt);
        _nextMessageId++;
        _outstanding = null;
    }

    // Weight 1/8 for the newest sample, as TCP does (RFC 6298 section 2).
    private void AddRoundTrip(TimeSpan sample) =>
        SmoothedRoundTrip = SmoothedRoundTrip is { } old ? old + ((sample - old) / 8) : sample;

    private void AbandonQueue()
    {
        while (_queue.TryDequeue(out InitiatorTask? task)) task.Abandon();
    }

    private void AbandonActive()
    {
        _active?.Abandon();
        _active = null;
        _outstanding = null;
    }
}
