using System.Security.Cryptography;
using System.Text;
using Culvert.Console.Terminal;
using Culvert.Core;

namespace Culvert.Console.Session;

public sealed partial class ConsoleSession
{
    private Secret? _chosen;
    private bool _isChanging;

    private void Greet()
    {
        _mode = SessionMode.Greeting;
        Want(new ConsoleJob.Greet(), (now, reply) =>
        {
            _name = reply.Name;
            _output.WriteLine();
            Tell(reply);
            if (reply.HasPassword && reply.Wait > TimeSpan.Zero) BeDeaf(now, "wrong passwords were typed", reply.Wait);
            else if (reply.HasPassword) AskForPassword();
            else AskForNewPassword($"\nThis box is in its factory state. Choose a password of at least {ConsoleLimits.ShortestPassword} characters.");
        });
    }

    private void AskForPassword()
    {
        _mode = SessionMode.Login;
        Editor.Begin("password: ", isUnseen: true);
    }

    // By somebody who is logged in: whoever finds the line left alone must not lock the others out.
    private void BeginChange()
    {
        (_mode, _isChanging) = (SessionMode.PresentPassword, true);
        Editor.Begin("present password: ", isUnseen: true);
    }

    private void EndChange()
    {
        _isChanging = false;
        Prompt();
    }

    private void AskForNewPassword(string why)
    {
        _output.WriteLine(why);
        _mode = SessionMode.NewPassword;
        Editor.Begin("new password: ", isUnseen: true);
    }

    private void TakePassword(LineOutcome outcome, string typed)
    {
        if (outcome == LineOutcome.EndOfInput && endsWithLogout && !_isChanging)
        {
            LogOut("");
            return;
        }

        bool isWhole = outcome == LineOutcome.Entered;
        if (_isChanging && !(isWhole && typed.Length > 0))
        {
            GiveUpChange(outcome);
            return;
        }

        switch (_mode)
        {
            case SessionMode.Login when isWhole && typed.Length > 0:
                Want(new ConsoleJob.CheckPassword(Octets(typed)), Checked);
                break;
            case SessionMode.Login:
                AskForPassword();
                break;
            case SessionMode.PresentPassword:
                Want(new ConsoleJob.CheckPassword(Octets(typed)), PresentChecked);
                break;
            case SessionMode.NewPassword when isWhole && typed.EnumerateRunes().Count() >= ConsoleLimits.ShortestPassword:
                _chosen = Octets(typed);
                _mode = SessionMode.RepeatPassword;
                Editor.Begin("once more: ", isUnseen: true);
                break;
            case SessionMode.NewPassword:
                AskForNewPassword($"at least {ConsoleLimits.ShortestPassword} characters");
                break;
            default:
                Repeated(isWhole, typed);
                break;
        }
    }

    private void Repeated(bool isWhole, string typed)
    {
        Secret chosen = _chosen!;
        _chosen = null;
        using Secret again = Octets(typed);
        if (isWhole && again.Equals(chosen))
        {
            if (_isChanging) Want(new ConsoleJob.ChangePassword(chosen), Changed);
            else Want(new ConsoleJob.StorePassword(chosen), Stored);
            return;
        }

        chosen.Dispose();
        AskForNewPassword("these were two different ones");
    }

    private void Stored(Instant now, ConsoleReply reply)
    {
        if (reply.IsDone)
        {
            Enter("the password is set");
            return;
        }

        Tell(reply);
        Greet();
    }

    private void Changed(Instant now, ConsoleReply reply)
    {
        Tell(reply);
        if (reply.IsDone) _output.WriteLine("the password is changed");
        EndChange();
    }

    private void GiveUpChange(LineOutcome outcome)
    {
        // Of a line that was too long it is said already that nothing was done.
        if (outcome != LineOutcome.TooLong) _output.WriteLine("error: no password was given, password, nothing was changed");
        _chosen?.Dispose();
        _chosen = null;
        EndChange();
    }

    private void PresentChecked(Instant now, ConsoleReply reply)
    {
        if (reply.IsDone)
        {
            AskForNewPassword($"Choose a password of at least {ConsoleLimits.ShortestPassword} characters.");
            return;
        }

        Tell(reply);
        BeDeaf(now, reply.Errors.Count > 0 ? "nothing was changed" : "not the present password, nothing was changed", reply.Wait);
    }

    private void Checked(Instant now, ConsoleReply reply)
    {
        if (reply.IsDone)
        {
            Enter("logged in");
            return;
        }

        Tell(reply);
        BeDeaf(now, "not logged in", reply.Wait);
    }

    private void BeDeaf(Instant now, string why, TimeSpan time)
    {
        _output.WriteLine($"{why}; wait {(int)Math.Ceiling(time.TotalSeconds)} s");
        _ahead.Clear();
        _deafUntil = now + time;
        _mode = SessionMode.Deaf;
    }

    private void Enter(string how)
    {
        _output.WriteLine($"{how}; 'help' lists the commands");
        Prompt();
    }

    private static Secret Octets(string typed)
    {
        byte[] octets = Encoding.UTF8.GetBytes(typed);
        var secret = new Secret(octets);
        CryptographicOperations.ZeroMemory(octets);
        return secret;
    }
}
