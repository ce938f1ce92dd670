using System.Security.Cryptography;
using System.Text;
using Culvert.Console.Terminal;
using Culvert.Core;

namespace Culvert.Console.Session;

public sealed partial class ConsoleSession
{
    private Secret? _chosen;

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

    private void AskForNewPassword(string why)
    {
        _output.WriteLine(why);
        _mode = SessionMode.NewPassword;
        Editor.Begin("new password: ", isUnseen: true);
    }

    private void TakePassword(LineOutcome outcome, string typed)
    {
        if (outcome == LineOutcome.EndOfInput && endsWithLogout)
        {
            LogOut("");
            return;
        }

        bool isWhole = outcome == LineOutcome.Entered;
        switch (_mode)
        {
            case SessionMode.Login when isWhole && typed.Length > 0:
                Want(new ConsoleJob.CheckPassword(Octets(typed)), Checked);
                break;
            case SessionMode.Login:
                AskForPassword();
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
            Want(new ConsoleJob.StorePassword(chosen), Stored);
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
