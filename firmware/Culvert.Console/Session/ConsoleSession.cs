using System.Diagnostics.CodeAnalysis;
using Culvert.Console.Grammar;
using Culvert.Console.Terminal;
using Culvert.Core;

namespace Culvert.Console.Session;

/// <summary>
/// A person at a terminal, from the banner to the logout. Sans-IO: octets, time and finished jobs come in; octets, jobs
/// and the next deadline go out. After every call the outputs are taken, first octets, then the job.
/// </summary>
/// <param name="endsWithLogout">True: "exit" ends the session; false: the next person may log in, as on a serial line.</param>
public sealed partial class ConsoleSession(bool endsWithLogout)
{
    private const byte InterruptKey = 0x03;

    private static readonly string LongIdle = $"logged out: no key for {(int)ConsoleLimits.Idle.TotalMinutes} minutes";

    private readonly TerminalOutput _output = new();
    private readonly KeyDecoder _keys = new();
    private readonly LineHistory _history = new();
    private readonly PasteBuffer _paste = new();
    private readonly Queue<byte> _ahead = new();
    private LineEditor? _editor;
    private SessionMode _mode = SessionMode.Greeting;
    private ConsoleJob? _wanted;
    private ConsoleJob? _job;
    private Action<Instant, ConsoleReply>? _then;
    private Instant _idleSince;
    private Instant _deafUntil;
    private Instant _quietAt;
    private bool _isTyped;
    private string _name = "culvert";
    private bool _hasCandidate;
    private bool _lostInput;

    /// <summary>Nothing more will come: the terminal can be given back.</summary>
    public bool IsOver => _mode == SessionMode.Over;

    /// <summary>A job is being done.</summary>
    public bool IsBusy => _job is not null;

    /// <summary>False: what is typed now could be lost; leave it to the terminal until this is true again.</summary>
    public bool CanTakeInput => _ahead.Count < ConsoleLimits.TypeAhead / 2;

    public Deadline NextDeadline => _mode switch
    {
        SessionMode.Over => Deadline.Never,
        SessionMode.Deaf => new Deadline(_deafUntil, "wrong password"),
        SessionMode.AfterPaste => new Deadline(_quietAt, "end of a paste"),
        // What is printed meanwhile is being read.
        _ when _job is ConsoleJob.Ping || (_job is null && IsAtRest) => Deadline.Never,
        _ => new Deadline(_idleSince + ConsoleLimits.Idle, "idle logout"),
    };

    private LineEditor Editor => _editor ??= new LineEditor(_output, _history, text => _mode == SessionMode.Command ? SecretWords.HideFrom(text) : null);

    // Nobody is logged in and nothing is typed: the prompt may stand there for ever.
    private bool IsAtRest => !_isChanging && _mode is SessionMode.Login or SessionMode.NewPassword && Editor.IsEmpty;

    /// <summary>Shows the banner and asks for the password.</summary>
    public void Start(Instant now)
    {
        _idleSince = now;
        Greet();
    }

    /// <summary>Any octets, in pieces of any size.</summary>
    public void Handle(Instant now, ReadOnlySpan<byte> input)
    {
        // A file comes in one go; only a person pauses before a key.
        _isTyped = now - _idleSince >= ConsoleLimits.Quiet;
        if (input.Length > 0) _idleSince = now;
        foreach (byte octet in input)
        {
            if (_mode == SessionMode.AfterPaste) _quietAt = now + ConsoleLimits.Quiet;
            else if (_job is not null && octet == InterruptKey) Interrupt();
            else if (_ahead.Count < ConsoleLimits.TypeAhead) _ahead.Enqueue(octet);
            else _lostInput = true;
            Pump(now);
            _isTyped = false;
        }
    }

    /// <summary>Does what is due.</summary>
    public void HandleTimeout(Instant now)
    {
        if (!NextDeadline.IsDue(now)) return;
        _idleSince = now;
        if (_mode == SessionMode.Deaf && _isChanging) EndChange();
        else if (_mode == SessionMode.Deaf) AskForPassword();
        else if (_mode == SessionMode.AfterPaste) Pasted();
        else if (_job is not null) Abandon();
        else LogOut($"\n{LongIdle}");
        Pump(now);
    }

    /// <summary>Text that a job has before it is done.</summary>
    public void HandleJobOutput(ConsoleJob job, string text)
    {
        if (ReferenceEquals(job, _job)) _output.Write(text);
    }

    /// <summary>Takes the outcome of the job that was taken last.</summary>
    public void HandleJobDone(Instant now, ConsoleJob job, ConsoleReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (!ReferenceEquals(job, _job)) return;
        Action<Instant, ConsoleReply> then = _then!;
        (_job, _then, _idleSince) = (null, null, now);
        _hasCandidate = reply.HasCandidate ?? _hasCandidate;
        if (reply.IsLoginGone) GreetStranger(reply);
        else then(now, reply);
        Pump(now);
    }

    /// <summary>The line has been cut: whoever was there is gone.</summary>
    public void HandleHangup()
    {
        Forget();
        _ahead.Clear();
        _job?.Cancel();
        (_job, _then, _wanted) = (null, null, null);
        _mode = SessionMode.Over;
    }

    /// <summary>Octets for the terminal. With fewer waiting the session goes on where it had stopped.</summary>
    public bool TryTakeOutput(Instant now, [NotNullWhen(true)] out byte[]? octets)
    {
        octets = _output.Length > 0 ? _output.Take() : null;
        if (octets is not null) Pump(now);
        return octets is not null;
    }

    public bool TryTakeJob([NotNullWhen(true)] out ConsoleJob? job)
    {
        (job, _wanted) = (_wanted, null);
        return job is not null;
    }

    // A job at a time, and no further than the terminal can show.
    private void Pump(Instant now)
    {
        while (_ahead.Count > 0 && _job is null && _mode is not (SessionMode.Over or SessionMode.Greeting) && _output.Length < ConsoleLimits.Unsent)
        {
            byte octet = _ahead.Dequeue();
            if (_mode == SessionMode.Deaf) continue;
            if (_mode == SessionMode.Paste) Paste(now, octet);
            else if (_keys.Take(octet) is { } key) Take(now, key);
        }
    }

    private void Take(Instant now, Key key)
    {
        if (key.Kind == KeyKind.Tab)
        {
            if (_mode == SessionMode.Command) Complete();
            return;
        }

        LineOutcome outcome = Editor.Handle(key);
        if (outcome == LineOutcome.None) return;
        string line = Editor.Text;
        Editor.Clear();
        if (outcome == LineOutcome.TooLong) _output.WriteLine($"error: {ConsoleLimits.TooLong}");
        switch (_mode)
        {
            case SessionMode.NewPassword or SessionMode.RepeatPassword or SessionMode.Login or SessionMode.PresentPassword:
                TakePassword(outcome, line);
                break;
            case SessionMode.Command:
                TakeCommand(outcome, line);
                break;
            case SessionMode.SecretValue:
                TakeSecretValue(outcome, line);
                break;
            case SessionMode.Question:
                TakeAnswer(outcome, line);
                break;
            case SessionMode.Confirm:
                TakeConfirmation(outcome, line);
                break;
        }
    }

    private void Want(ConsoleJob job, Action<Instant, ConsoleReply> then) => (_wanted, _job, _then) = (job, job, then);

    // Work that does not end must not keep somebody logged in for ever: the next session begins without it.
    private void Abandon()
    {
        _output.WriteLine($"\n{LongIdle}, and what was begun has not ended");
        HandleHangup();
    }

    // Only what can be broken off is: a commit is done or not, never half.
    private void Interrupt()
    {
        _ahead.Clear();
        if (_job is not ConsoleJob.Ping) return;
        _job.Cancel();
        _output.WriteLine("^C");
    }

    private void Tell(ConsoleReply reply)
    {
        if (reply.Output.Length > 0) _output.Write(reply.Output.EndsWith('\n') ? reply.Output : reply.Output + "\n");
        foreach (string error in reply.Errors) _output.WriteLine($"error: {error}");
    }

    // Whatever was typed ahead was meant for the box as it was.
    private void GreetStranger(ConsoleReply reply)
    {
        _ahead.Clear();
        Tell(reply);
        if (_mode == SessionMode.Login) Greet();
        else LogOut("logged out: the password is another one, or there is none any more");
    }

    private void LogOut(string farewell)
    {
        _output.WriteLine(farewell);
        Forget();
        if (endsWithLogout) _mode = SessionMode.Over;
        else Greet();
    }

    private void Forget()
    {
        if (_mode == SessionMode.Paste) _output.Send(PasteBuffer.MarksOff);
        _editor?.Clear();
        _history.Clear();
        _paste.Clear();
        _chosen?.Dispose();
        (_chosen, _questions, _pasted, _secretPath, _isTakenBack, _isChanging) = (null, null, null, null, false, false);
    }
}
