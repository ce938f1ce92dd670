using Culvert.Console.Session;
using Culvert.Core;
using Culvert.Gateway.Loop;
using Culvert.Hal;
using Culvert.Hal.Linux;
using Culvert.Hal.Serial;

namespace Culvert.Gateway.Terminal;

/// <summary>Carries octets between a terminal and a session, and jobs between the session and who does them.</summary>
internal sealed class ConsoleLoop(ConsoleSession session, ISerialPort port, ConsoleJobs jobs, Signals signals, IMonotonicClock clock)
{
    // Much less than the supervisor's patience.
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);

    private readonly PollSet _poll = new();
    private readonly byte[] _input = new byte[4096];
    private ReadOnlyMemory<byte> _unsent;
    private Deadline _goneBy = Deadline.Never;

    /// <summary>Runs until the session is over, or the process is told to end.</summary>
    /// <returns>False: the line is gone.</returns>
    public bool Run()
    {
        session.Start(clock.Now);
        while (true)
        {
            Carry();
            if ((session.IsOver && _unsent.IsEmpty) || IsTimeToGo()) return true;
            if (!Wait()) return false;
        }
    }

    // What has become of the last command is still told: it may be the one that ends us.
    private bool IsTimeToGo()
    {
        if (!signals.StopWanted) return false;
        if (_goneBy.IsNever) _goneBy = new Deadline(clock.Now + LastWords, "end");
        return (_unsent.IsEmpty && !session.IsBusy) || _goneBy.IsDue(clock.Now);
    }

    // What the terminal has not taken yet stays here; the session stops when it has too much for it.
    private void Carry()
    {
        if (session.NextDeadline.IsDue(clock.Now)) session.HandleTimeout(clock.Now);
        if (_unsent.IsEmpty && session.TryTakeOutput(clock.Now, out byte[]? octets)) _unsent = octets;
        if (session.TryTakeJob(out ConsoleJob? job)) jobs.Add(job);
    }

    private bool Wait()
    {
        _poll.Clear();
        int done = _poll.Add(jobs.Descriptor);
        int signal = _poll.Add(signals.Descriptor);
        int readable = session.CanTakeInput && !signals.StopWanted ? _poll.Add(port.Descriptor) : -1;
        int writable = _unsent.IsEmpty ? -1 : _poll.Add(port.Descriptor, forWrite: true);
        _poll.Wait(TimeLeft());
        if (_poll.IsReadable(signal) && signals.TakeReload()) session.HandleHangup();
        if (_poll.IsReadable(done)) TakeNews();
        bool isThere = readable < 0 || !_poll.IsReadable(readable) || Receive();
        return isThere && (writable < 0 || !_poll.IsWritable(writable) || Send());
    }

    private TimeSpan? TimeLeft()
    {
        Deadline next = Deadline.Earliest(session.NextDeadline, _goneBy);
        if (next.IsNever) return null;
        TimeSpan left = next.When - clock.Now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void TakeNews()
    {
        jobs.Lower();
        while (jobs.TryTake(out ConsoleJob? job, out string? text, out ConsoleReply? reply))
        {
            if (text is not null) session.HandleJobOutput(job, text);
            if (reply is not null) session.HandleJobDone(clock.Now, job, reply);
        }
    }

    private bool Receive()
    {
        SerialStatus status = port.TryRead(_input, out int count);
        session.Handle(clock.Now, _input.AsSpan(0, count));
        // What was pasted may be a secret.
        _input.AsSpan(0, count).Clear();
        return status != SerialStatus.Closed;
    }

    private bool Send()
    {
        SerialStatus status = port.TryWrite(_unsent.Span, out int count);
        _unsent = _unsent[count..];
        return status != SerialStatus.Closed;
    }
}
