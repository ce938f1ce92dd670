using Culvert.Core;
using Culvert.Ike.V2.Tasks;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2;

/// <summary>
/// Answers the peer's requests in one IKE SA, one at a time and in order. The last answer is kept: the same request
/// again gets the same bytes again (RFC 7296 section 2.1).
/// </summary>
internal sealed class RequestResponder(IkeSa sa)
{
    private byte[] _lastRequest = [];
    private byte[]? _lastAnswer;
    private Datagram _current;
    private IkeHeader _currentHeader;
    private ResponderTask? _active;

    /// <summary>The id that the peer's next request must carry.</summary>
    public uint ExpectedMessageId { get; private set; }

    public void HandleRequest(Instant now, IkeHeader header, Datagram datagram)
    {
        if (IsRepeated(datagram))
        {
            Repeat(now, datagram);
            return;
        }

        // IKE_SA_INIT stands in clear text: inside an IKE SA nothing of it is believed.
        if (header.Exchange == ExchangeType.IKE_SA_INIT)
        {
            sa.Context.Counters.UnexpectedExchange.Increment();
            return;
        }

        if (header.MessageId != ExpectedMessageId || _active is not null || sa.State == IkeSaState.Closed)
        {
            sa.Context.Counters.UnexpectedMessageId.Increment();
            return;
        }

        IncomingMessage? message = sa.Open(now, header, datagram, out bool wasMalformed);
        if (message is null && !wasMalformed) return;
        ResponderTask? task = message is null ? new RejectTask(sa, new NotifyPayload(NotifyType.INVALID_SYNTAX)) : ResponderTasks.For(sa, message);
        if (task is null)
        {
            sa.Context.Counters.UnexpectedExchange.Increment();
            return;
        }

        sa.FollowPeer(datagram.Remote);
        sa.HandlePeerRequest();
        Begin(header, datagram, task);
        if (message is not null) Advance(now, task.Process(now, message));
        else Advance(now, TaskResult.Send);
    }

    /// <summary>The first request of an IKE SA, which somebody else has already read.</summary>
    public void HandleFirst(Instant now, IncomingMessage request, ResponderTask task)
    {
        Begin(request.Header, request.Datagram, task);
        Advance(now, task.Process(now, request));
    }

    /// <summary>Takes the result of a job; false when no task waits for it.</summary>
    public bool HandleJob(Instant now, KeyExchangeJob job)
    {
        if (_active is not { } task || task.Job != job) return false;
        Advance(now, task.HandleJob(now, job));
        return true;
    }

    public void Clear()
    {
        _active?.Abandon();
        _active = null;
    }

    private bool IsRepeated(Datagram datagram) => _lastRequest.Length > 0 && datagram.Bytes.Span.SequenceEqual(_lastRequest);

    private void Repeat(Instant now, Datagram datagram)
    {
        if (_lastAnswer is null)
        {
            sa.Context.Counters.WhileBusy.Increment();
            return;
        }

        sa.Context.Counters.Retransmissions.Increment();
        sa.Send(now, _lastAnswer, datagram);
    }

    private void Begin(IkeHeader header, Datagram datagram, ResponderTask task)
    {
        _lastRequest = datagram.Bytes.ToArray();
        _lastAnswer = null;
        _currentHeader = header;
        _current = datagram;
        _active = task;
    }

    private void Advance(Instant now, TaskResult result)
    {
        if (_active is not { } task || result == TaskResult.Wait) return;
        _active = null;
        if (result == TaskResult.Done) return;
        byte[] answer = sa.Write(_currentHeader.Exchange, _currentHeader.MessageId, isResponse: true, task.Build(now));
        _lastAnswer = answer;
        ExpectedMessageId = _currentHeader.MessageId + 1;
        sa.Context.Counters.Sent.Increment();
        sa.Send(now, answer, _current);
        task.HandleSent(now, answer);
    }
}
