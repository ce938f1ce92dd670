using System.Text;
using Culvert.Console.Login;
using Culvert.Console.Session;
using Culvert.Core;

namespace Culvert.Console.Tests.Session;

/// <summary>A session with somebody at it and somebody who does its jobs.</summary>
internal sealed class Seat
{
    public const string Password = "correct horse";

    private readonly StringBuilder _shown = new();
    private string _password = Password;
    private LoginFailures _failures = LoginFailures.None;

    public Seat(bool endsWithLogout = false, bool hasPassword = true)
    {
        Session = new ConsoleSession(endsWithLogout);
        HasPassword = hasPassword;
        Session.Start(Now);
        Settle();
    }

    public ConsoleSession Session { get; }

    public Instant Now { get; private set; } = Instant.Zero;

    public bool HasPassword { get; set; }

    /// <summary>Jobs in the order in which they were wanted, the greeting and passwords left out.</summary>
    public List<ConsoleJob> Jobs { get; } = [];

    /// <summary>False: jobs wait for <see cref="FinishJob"/>.</summary>
    public bool WorksAtOnce { get; set; } = true;

    /// <summary>How jobs other than those of the login end.</summary>
    public Func<ConsoleJob, ConsoleReply> Work { get; set; } = _ => ConsoleReply.Done();

    public ConsoleJob? Waiting { get; private set; }

    public string Shown => _shown.ToString();

    public void Type(string typed) => Type(Encoding.UTF8.GetBytes(typed));

    public void Type(byte[] octets)
    {
        Session.Handle(Now, octets);
        Settle();
    }

    public void LogIn() => Type(Password + "\r");

    public void Pass(TimeSpan time)
    {
        Now += time;
        Session.HandleTimeout(Now);
        Settle();
    }

    public void FinishJob()
    {
        ConsoleJob job = Waiting!;
        Waiting = null;
        Session.HandleJobDone(Now, job, Do(job));
        Settle();
    }

    public string TakeShown()
    {
        string shown = Shown;
        _shown.Clear();
        return shown;
    }

    public void Settle()
    {
        while (true)
        {
            if (Session.TryTakeOutput(Now, out byte[]? octets)) _shown.Append(Encoding.UTF8.GetString(octets));
            else if (Session.TryTakeJob(out ConsoleJob? job)) Begin(job);
            else return;
        }
    }

    private void Begin(ConsoleJob job)
    {
        if (job is not (ConsoleJob.Greet or ConsoleJob.StorePassword or ConsoleJob.CheckPassword or ConsoleJob.ChangePassword)) Jobs.Add(job);
        if (WorksAtOnce) Session.HandleJobDone(Now, job, Do(job));
        else Waiting = job;
    }

    private ConsoleReply Check(bool isRight)
    {
        _failures = isRight ? LoginFailures.None : _failures.Another(Now);
        return isRight ? ConsoleReply.Done() : ConsoleReply.Failed() with { Wait = _failures.Wait(Now) };
    }

    private ConsoleReply Do(ConsoleJob job)
    {
        switch (job)
        {
            case ConsoleJob.Greet:
                return ConsoleReply.Done("Culvert") with { HasPassword = HasPassword };
            case ConsoleJob.StorePassword:
                HasPassword = true;
                return ConsoleReply.Done();
            case ConsoleJob.CheckPassword(var typed):
                if (!HasPassword) return ConsoleReply.Failed() with { IsLoginGone = true };
                return Check(Encoding.UTF8.GetString(typed.Span) == _password);
            case ConsoleJob.ChangePassword(var chosen):
                _password = Encoding.UTF8.GetString(chosen.Span);
                return ConsoleReply.Done();
            default:
                return Work(job);
        }
    }
}
