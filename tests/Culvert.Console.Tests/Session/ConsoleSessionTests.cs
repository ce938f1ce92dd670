using System.Text;
using CsCheck;
using Culvert.Config.Import;
using Culvert.Console.Session;
using Culvert.Core;

namespace Culvert.Console.Tests.Session;

public sealed class ConsoleSessionTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    [Fact]
    public void Nobody_gets_in_without_the_password_and_each_failure_costs_more_time()
    {
        var seat = new Seat();
        foreach (int seconds in (int[])[1, 2, 4])
        {
            seat.Type("wrong\r");
            Assert.EndsWith($"not logged in; wait {seconds} s\r\n", seat.TakeShown(), StringComparison.Ordinal);
            seat.Type(Seat.Password + "\r");
            Assert.Empty(seat.TakeShown());
            seat.Pass(TimeSpan.FromSeconds(seconds));
            Assert.Equal("password: ", seat.TakeShown());
        }

        seat.Type("show tunnels\r");
        seat.Pass(TimeSpan.FromSeconds(8));
        seat.LogIn();
        Assert.EndsWith("culvert> ", seat.Shown, StringComparison.Ordinal);
        Assert.Empty(seat.Jobs);
    }

    [Fact]
    public void A_box_in_its_factory_state_demands_a_password_twice_before_anything_else()
    {
        var seat = new Seat(hasPassword: false);
        Assert.Contains("factory state", seat.Shown, StringComparison.Ordinal);
        seat.Type("short\rshow tunnels\rother tunnels\r\u0003\u0004");
        Assert.False(seat.HasPassword);
        Assert.EndsWith("new password: ", seat.TakeShown(), StringComparison.Ordinal);
        seat.Type("long enough\rlong enough\r");
        Assert.True(seat.HasPassword);
        Assert.EndsWith("culvert> ", seat.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("long enough", seat.Shown, StringComparison.Ordinal);
        Assert.Empty(seat.Jobs);
    }

    [Fact]
    public void Without_a_key_for_ten_minutes_a_person_is_logged_out()
    {
        Seat seat = LoggedIn();
        seat.Type("set system hostName half");
        seat.Pass(TimeSpan.FromMinutes(9));
        seat.Type("-");
        seat.Pass(TimeSpan.FromMinutes(9.9));
        Assert.DoesNotContain("logged out", seat.Shown, StringComparison.Ordinal);
        seat.Pass(TimeSpan.FromMinutes(0.2));
        Assert.EndsWith("password: ", seat.Shown, StringComparison.Ordinal);
        seat.Type("\r");
        Assert.Empty(seat.Jobs);
        seat.LogIn();
        seat.Type("\e[A\r");
        Assert.Empty(seat.Jobs);
    }

    [Fact]
    public void A_job_that_takes_its_time_logs_nobody_out_and_loses_nothing_typed_ahead()
    {
        Seat seat = LoggedIn();
        seat.WorksAtOnce = false;
        seat.Type("commit\rshow routes\rshow leds");
        seat.Pass(TimeSpan.FromMinutes(9.9));
        seat.FinishJob();
        seat.Pass(TimeSpan.FromMinutes(9.9));
        seat.FinishJob();
        seat.WorksAtOnce = true;
        seat.Type("\r");
        Assert.Equal(["Commit", "AskGateway show routes", "AskGateway show leds"], seat.Jobs.Select(Describe));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_job_that_does_not_end_keeps_nobody_logged_in(bool endsWithLogout)
    {
        var seat = new Seat(endsWithLogout);
        seat.LogIn();
        seat.WorksAtOnce = false;
        seat.Type("commit\rshow tunnels\r");
        seat.Pass(TimeSpan.FromMinutes(10.1));
        Assert.EndsWith("logged out: no key for 10 minutes, and what was begun has not ended\r\n", seat.Shown, StringComparison.Ordinal);
        Assert.True(seat.Session.IsOver);
        Assert.True(seat.Waiting!.IsCancelled);
    }

    [Fact]
    public void A_ping_is_read_while_no_key_is_pressed()
    {
        Seat seat = LoggedIn();
        seat.WorksAtOnce = false;
        seat.Type("ping 10.50.0.1\r");
        seat.Pass(TimeSpan.FromMinutes(30));
        seat.FinishJob();
        Assert.EndsWith("culvert> ", seat.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_logged_in_when_the_password_goes_is_a_stranger_and_nothing_typed_ahead_is_done()
    {
        Seat seat = LoggedIn();
        seat.WorksAtOnce = false;
        seat.Type("set connections aws preSharedKey\rhunter\rcommit\rlong enough\rlong enough\r");
        seat.HasPassword = false;
        seat.Work = _ => ConsoleReply.Done() with { IsLoginGone = true };
        seat.WorksAtOnce = true;
        seat.FinishJob();
        Assert.EndsWith("new password: ", seat.Shown, StringComparison.Ordinal);
        Assert.Single(seat.Jobs);
        seat.Type("long enough\rlong enough\r\e[A\r");
        Assert.Single(seat.Jobs);
    }

    [Fact]
    public void A_password_that_goes_at_the_prompt_for_it_costs_no_time()
    {
        var seat = new Seat { HasPassword = false };
        seat.Type("anything\rlong enough\r");
        Assert.DoesNotContain("wait", seat.Shown, StringComparison.Ordinal);
        Assert.EndsWith("new password: ", seat.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_knows_the_present_password_sets_another_one_unseen()
    {
        Seat seat = LoggedIn();
        seat.TakeShown();
        seat.Type($"password\r{Seat.Password}\rbattery staple\rbattery staple\r");
        Assert.Equal(
            "password\r\npresent password: \r\nChoose a password of at least 8 characters.\r\nnew password: \r\nonce more: \r\nthe password is changed\r\nculvert> ",
            seat.TakeShown());
        seat.Type("exit\r");
        seat.LogIn();
        Assert.EndsWith("not logged in; wait 1 s\r\n", seat.TakeShown(), StringComparison.Ordinal);
        seat.Pass(TimeSpan.FromSeconds(1));
        seat.Type("battery staple\r\e[A\e[A\r");
        Assert.Contains("logged in", seat.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("staple", seat.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_present_password_costs_time_and_logs_nobody_out()
    {
        Seat seat = LoggedIn();
        foreach (int seconds in (int[])[1, 2, 4])
        {
            seat.Type("password\rwrong guess\rbattery staple\rbattery staple\r");
            Assert.EndsWith($"not the present password, nothing was changed; wait {seconds} s\r\n", seat.TakeShown(), StringComparison.Ordinal);
            seat.Type("show tunnels\r");
            Assert.Empty(seat.TakeShown());
            seat.Pass(TimeSpan.FromSeconds(seconds));
            Assert.Equal("culvert> ", seat.TakeShown());
        }

        Assert.Empty(seat.Jobs);
        seat.Type("exit\r");
        seat.LogIn();
        Assert.EndsWith("culvert> ", seat.Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\u0003")]
    [InlineData("\u0004")]
    [InlineData(Seat.Password + "\r\r")]
    [InlineData(Seat.Password + "\r\u0003")]
    [InlineData(Seat.Password + "\rshort\r\u0004")]
    [InlineData(Seat.Password + "\rbattery staple\r\r")]
    [InlineData(Seat.Password + "\rbattery staple\rbattery maple\r\u0003")]
    public void A_change_that_is_given_up_leaves_the_password(string typed)
    {
        var seat = new Seat(endsWithLogout: true);
        seat.LogIn();
        // Key by key: what is typed while a password is looked at is dropped by a Ctrl-C.
        foreach (char key in "password\r" + typed) seat.Type(key.ToString());
        Assert.EndsWith("error: no password was given, password, nothing was changed\r\nculvert> ", seat.Shown, StringComparison.Ordinal);
        seat.Type($"password\r{Seat.Password}\r");
        Assert.EndsWith("new password: ", seat.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_must_be_as_long_as_the_first_one_and_typed_twice_alike()
    {
        Seat seat = LoggedIn();
        seat.Type($"password\r{Seat.Password}\rshort\rlong enough\rother enough\r");
        Assert.EndsWith("at least 8 characters\r\nnew password: \r\nonce more: \r\nthese were two different ones\r\nnew password: ", seat.Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Seat.Password + "\r")]
    [InlineData(Seat.Password + "\rbattery staple\r")]
    public void Nobody_stays_logged_in_by_a_change_that_is_left_alone(string typed)
    {
        Seat seat = LoggedIn();
        seat.Type("password\r" + typed);
        seat.Pass(TimeSpan.FromMinutes(10));
        Assert.Contains("logged out: no key for 10 minutes", seat.Shown, StringComparison.Ordinal);
        seat.LogIn();
        seat.Type("show tunnels\r");
        Assert.Single(seat.Jobs);
    }

    [Theory]
    [InlineData("password hunter22", "error: a word too many, in 'password ***', leave '***' out")]
    [InlineData("set password", "error: the password is no part of the configuration, in 'set password', change it with the command password")]
    [InlineData("set password hunter22", "error: the password is no part of the configuration, in 'set password', change it with the command password")]
    public void A_password_on_the_line_is_refused_and_not_repeated(string line, string refusal)
    {
        Seat seat = LoggedIn();
        seat.Type(line + "\r\e[A");
        Assert.Contains(refusal + "\r\n", seat.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", seat.Shown, StringComparison.Ordinal);
        Assert.Empty(seat.Jobs);
    }

    [Fact]
    public void Interrupting_a_ping_brings_the_prompt_back_and_drops_what_was_typed_ahead()
    {
        Seat seat = LoggedIn();
        seat.WorksAtOnce = false;
        seat.Type("ping 10.50.0.1\rcommit\r");
        seat.Session.HandleJobOutput(seat.Waiting!, "10.50.0.1 did not answer\n");
        seat.Type("\u0003");
        Assert.True(seat.Waiting!.IsCancelled);
        seat.FinishJob();
        Assert.EndsWith("10.50.0.1 did not answer\r\n^C\r\nculvert> ", seat.Shown, StringComparison.Ordinal);
        Assert.IsType<ConsoleJob.Ping>(Assert.Single(seat.Jobs));
    }

    [Fact]
    public void A_commit_cannot_be_broken_off()
    {
        Seat seat = LoggedIn();
        seat.WorksAtOnce = false;
        seat.Type("commit\r\u0003");
        Assert.False(seat.Waiting!.IsCancelled);
    }

    [Theory]
    [InlineData("reset factory", "ResetFactory")]
    [InlineData("reboot", "Reboot")]
    public void What_cannot_be_taken_back_is_asked_for_again(string command, string job)
    {
        Seat seat = LoggedIn();
        foreach (string answer in (string[])["\r", "y\r", "Yes\r", "no\r", "\u0003", "\u0004", "yes please\r"]) seat.Type($"{command}\r{answer}");
        Assert.Empty(seat.Jobs);
        seat.Type($"{command}\ryes\r");
        Assert.Equal(job, Describe(Assert.Single(seat.Jobs)));
    }

    [Fact]
    public void A_secret_is_asked_for_unseen_and_not_remembered()
    {
        Seat seat = LoggedIn();
        seat.Type("set connections aws preSharedKey\rhunter two\r");
        seat.Type("set connections aws preSharedKey hunter\r");
        Assert.Equal(
            ["Set connections aws preSharedKey hunter two", "Set connections aws preSharedKey hunter"],
            seat.Jobs.Select(Describe));
        seat.Type("\e[A\e[A\e[A\e[A\r");
        Assert.DoesNotContain("hunter", seat.Shown, StringComparison.Ordinal);
        Assert.Equal(2, seat.Jobs.Count);
    }

    [Fact]
    public void A_paste_is_not_shown_and_its_line_ends_are_made_uniform()
    {
        Seat seat = LoggedIn();
        seat.TakeShown();
        seat.Type("import\r\n\e[200~conn a\r\tpsk=hunter\r\nx\n\e[201~\u0004");
        seat.Pass(Quiet);
        Assert.DoesNotContain("hunter", seat.Shown, StringComparison.Ordinal);
        Assert.Equal("conn a\n\tpsk=hunter\nx\n", Encoding.UTF8.GetString(Assert.IsType<ConsoleJob.Import>(Assert.Single(seat.Jobs)).Pasted.Span));
        Assert.EndsWith("culvert> ", seat.Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u0003")]
    [InlineData(null)]
    public void A_paste_that_is_taken_back_or_too_long_imports_nothing(string? end)
    {
        Seat seat = LoggedIn();
        seat.Type("import\r");
        for (int i = 0; i < 1100; i++) seat.Type(new string('x', 1000));
        seat.Type(end ?? "\u0004");
        seat.Pass(Quiet);
        Assert.Empty(seat.Jobs);
        Assert.EndsWith("culvert> ", seat.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_import_is_missing_is_asked_for_once_each_and_secrets_unseen()
    {
        Seat seat = LoggedIn();
        seat.Work = job => job is ConsoleJob.Import { Options.Secrets.Count: 0 }
            ? ConsoleReply.Failed("never shown") with { Missing = [Missing("--local"), Missing("--local"), Missing("--remote"), Missing("--secrets", "1.2.3.4 %any")] }
            : ConsoleReply.Done("committed");
        seat.Type("import\rfile\u0004");
        seat.Pass(Quiet);
        seat.Type("nonsense\r10.60.0.0/16\r10.50.0.0/16,10.51.0.0/16\rhunter\r");
        Assert.Equal(2, seat.Jobs.Count);
        ImportOptions options = Assert.IsType<ConsoleJob.Import>(seat.Jobs[1]).Options;
        Assert.Equal(["10.60.0.0/16"], options.LocalNetworks.Select(network => network.ToString()));
        Assert.Equal(2, options.RemoteNetworks.Count);
        Assert.Single(options.Secrets);
        Assert.DoesNotContain("hunter", seat.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("never shown", seat.Shown, StringComparison.Ordinal);
        Assert.EndsWith("committed\r\nculvert> ", seat.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_is_not_answered_commits_nothing()
    {
        Seat seat = LoggedIn();
        seat.Work = _ => ConsoleReply.Failed() with { Missing = [Missing("--local")] };
        seat.Type("import\rfile\u0004");
        seat.Pass(Quiet);
        seat.Type("\r");
        Assert.Single(seat.Jobs);
        Assert.EndsWith("nothing was committed\r\nculvert> ", seat.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_prompt_tells_of_changes_that_are_not_committed()
    {
        Seat seat = LoggedIn();
        seat.Work = job => ConsoleReply.Done() with { HasCandidate = job is ConsoleJob.Set };
        seat.Type("set system hostName a\r");
        Assert.EndsWith("culvert*> ", seat.Shown, StringComparison.Ordinal);
        seat.Type("import\r");
        Assert.EndsWith("culvert*> ", seat.Shown, StringComparison.Ordinal);
        seat.Type("discard\r");
        Assert.EndsWith("culvert> ", seat.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaving_ends_the_session_or_lets_the_next_person_in()
    {
        var line = new Seat(endsWithLogout: false);
        line.LogIn();
        line.Type("exit\r");
        Assert.False(line.Session.IsOver);
        Assert.EndsWith("password: ", line.Shown, StringComparison.Ordinal);
        var terminal = new Seat(endsWithLogout: true);
        terminal.LogIn();
        terminal.Type("\u0004");
        Assert.True(terminal.Session.IsOver);
        var login = new Seat(endsWithLogout: true);
        login.Type("\u0004");
        Assert.True(login.Session.IsOver);
    }

    [Fact]
    public void Tab_completes_commands_and_nothing_else()
    {
        Seat seat = LoggedIn();
        seat.Type("sh\ttun\t\r");
        Assert.Equal("AskGateway show tunnels", Describe(Assert.Single(seat.Jobs)));
        seat.TakeShown();
        seat.Type("re\tb");
        Assert.Matches("^re\r\n  reset .*\r\n  reboot .*\r\n\r\e\\[Kculvert> reb$", seat.TakeShown());
        seat.Type("\tx\t");
        Assert.Equal("oot x\a", seat.TakeShown());
        seat.Type("\u0015set connections aws preSharedKey\r\thunter\t\r");
        Assert.Equal("Set connections aws preSharedKey hunter", Describe(seat.Jobs[^1]));
    }

    [Fact]
    public void Tab_in_the_middle_completes_what_stands_before_the_cursor()
    {
        Seat seat = LoggedIn();
        seat.Type("sh tunnels\u0001\e[C\e[C\t\u0004\r");
        Assert.Equal("AskGateway show tunnels", Describe(Assert.Single(seat.Jobs)));
    }

    [Fact]
    public void What_others_wrote_cannot_steer_the_terminal()
    {
        Seat seat = LoggedIn();
        seat.Work = _ => new ConsoleReply(false, "a\e[2J\u009bb\rc\n", ["x\e]0;y\a"]);
        seat.TakeShown();
        seat.Type("show tunnels\r");
        Assert.Equal("show tunnels\r\na?[2J?b?c\r\nerror: x?]0;y?\r\nculvert> ", seat.Shown);
    }

    [Fact]
    public void A_terminal_that_takes_nothing_stops_the_session_and_loses_nothing()
    {
        Seat seat = LoggedIn();
        ConsoleSession session = seat.Session;
        string typed = string.Concat(Enumerable.Repeat("show tunnels\r", 20_000));
        int answered = 0;
        seat.Work = _ => ConsoleReply.Done($"answer {answered++}");
        seat.TakeShown();
        byte[] octets = Encoding.UTF8.GetBytes(typed);
        int at = 0;
        // The terminal is read only while the session takes, as the process does; nothing is shown yet.
        while (session.CanTakeInput && at < octets.Length)
        {
            session.Handle(seat.Now, octets.AsSpan(at, 1000));
            at += 1000;
            while (session.TryTakeJob(out ConsoleJob? job)) session.HandleJobDone(seat.Now, job, seat.Work(job));
        }

        Assert.True(at < octets.Length);
        Assert.True(answered < 5000);
        for (; at < octets.Length || !session.CanTakeInput; at += 1000)
        {
            seat.Settle();
            if (at < octets.Length) session.Handle(seat.Now, octets.AsSpan(at, Math.Min(1000, octets.Length - at)));
        }

        seat.Settle();
        Assert.Equal(20_000, answered);
        Assert.Contains("answer 19999", seat.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_octets_crash_nothing_commit_nothing_and_the_prompt_comes_back() =>
        Octets.Array[0, 400].Select(Gen.Bool, Gen.Bool).Sample((octets, isLoggedIn, fails) =>
        {
            var seat = new Seat { Work = _ => fails ? ConsoleReply.Failed("no, here, because") : ConsoleReply.Done("text") };
            if (isLoggedIn) seat.LogIn();
            byte[] typed = [.. octets.SelectMany(piece => piece)];
            seat.Type(typed);
            Assert.DoesNotContain(seat.Jobs, job => job is ConsoleJob.Commit);
            if (!isLoggedIn) Assert.Empty(seat.Jobs);
            // Whatever was half typed is left, whoever is deaf hears again.
            seat.Pass(TimeSpan.FromMinutes(1));
            seat.Type("\u0003");
            seat.Pass(TimeSpan.FromMinutes(1));
            seat.Type("\r");
            seat.Pass(Quiet);
            Assert.Matches("(culvert> |password: )$", seat.Shown);
        });

    [Fact]
    public void Nothing_in_a_file_is_a_command() =>
        Gen.Select(Pieces.Array[0, 60], Gen.Bool, Gen.Int[1, 50], Gen.Int[0, 499]).Sample((pieces, isMarked, size, pause) =>
        {
            Seat seat = LoggedIn();
            seat.Type("import\r");
            // Where the terminal marks a paste, it takes that mark out of the file.
            byte[] file = [.. Encoding.UTF8.GetBytes(isMarked ? "\e[200~" : ""), .. pieces.SelectMany(piece => piece), .. Encoding.UTF8.GetBytes(isMarked ? "\e[201~" : "")];
            foreach (byte[] burst in file.Chunk(size))
            {
                seat.Type(burst);
                seat.Pass(TimeSpan.FromMilliseconds(pause));
            }

            seat.Pass(Quiet);
            Assert.All(seat.Jobs, job => Assert.IsType<ConsoleJob.Import>(job));
            Assert.True(seat.Jobs.Count <= 1);
            if (isMarked) Assert.Empty(seat.Jobs);
            seat.Type("\u0003");
            seat.Pass(Quiet);
            seat.Type("\r");
            Assert.EndsWith("culvert> ", seat.Shown, StringComparison.Ordinal);
        });

    [Fact]
    public void A_marked_paste_keeps_its_octets_whatever_control_characters_are_in_it()
    {
        Seat seat = LoggedIn();
        seat.Type("import\r\e[200~conn a\r\u0004set system hostName pwned\rcommit\r\u0003x\r\e[201~");
        seat.Pass(Quiet);
        seat.Type("\u0004");
        seat.Pass(Quiet);
        Assert.Equal("conn a\nset system hostName pwned\ncommit\nx\n", Encoding.UTF8.GetString(Assert.IsType<ConsoleJob.Import>(Assert.Single(seat.Jobs)).Pasted.Span));
    }

    [Fact]
    public void An_import_that_takes_long_is_one_and_keeps_what_is_typed_meanwhile()
    {
        Seat seat = LoggedIn();
        seat.WorksAtOnce = false;
        seat.Type("import\rconn a\r\u0004");
        seat.Pass(Quiet);
        seat.Pass(Quiet);
        seat.Type("show tunnels\r");
        seat.FinishJob();
        Assert.Equal(["Import", "AskGateway show tunnels"], seat.Jobs.Select(Describe));
    }

    [Fact]
    public void Whoever_leaves_a_paste_leaves_the_terminal_as_it_was()
    {
        Seat seat = LoggedIn();
        seat.Type("import\rhalf a file");
        Assert.EndsWith("\e[?2004h", seat.TakeShown(), StringComparison.Ordinal);
        seat.Pass(TimeSpan.FromMinutes(10));
        Assert.Contains("\e[?2004l", seat.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_a_secrets_key_is_neither_shown_nor_remembered() =>
        Gen.Select(
            Gen.OneOf("", "set ", "sett connections aws ", "import ", "ping ", "show log ", "tunnel up ", "help ", "delete connections aws ", "nonsense ", "set connections aws ", "set system ", "1.2.3.4 : "),
            Gen.OneOf("preSharedKey", "presharedkey", "preSharedKye", "'preSharedKey'", "\"preSharedKey\"", "PSK", "psk", "password", "Password", "passwd", "'password'"),
            Gen.OneOf(" ", "=", ": ", " = ", "  '", " \"", "=\""),
            Gen.OneOf("", " ?", " more", "'", "\"", "\"x")).Sample((before, key, between, after) =>
        {
            Seat seat = LoggedIn();
            // Whoever does a job may well show the words that he does not understand.
            seat.Work = job => job is ConsoleJob.AskGateway or ConsoleJob.Ping or ConsoleJob.Delete ? ConsoleReply.Failed(Describe(job)) : ConsoleReply.Done();
            seat.Type($"{before}{key}{between}hunter2secret{after}\r");
            int jobs = seat.Jobs.Count;
            seat.Type("\e[A\e[A\e[A\r");
            Assert.DoesNotContain("hunter2", seat.Shown, StringComparison.Ordinal);
            Assert.Equal(jobs, seat.Jobs.Count);
            Assert.All(seat.Jobs, job => Assert.IsType<ConsoleJob.Set>(job));
        });

    // But for Ctrl-C: it drops what was typed ahead, which is a matter of time.
    [Fact]
    public void It_does_not_matter_how_octets_are_cut() =>
        Octets.Array[0, 100].Select(Gen.Int[1, 7]).Sample((octets, size) =>
        {
            byte[] typed = [.. octets.SelectMany(piece => piece).Where(octet => octet != 0x03)];
            Seat whole = LoggedIn(), pieces = LoggedIn();
            whole.Type(typed);
            foreach (byte[] piece in typed.Chunk(size)) pieces.Type(piece);
            Assert.Equal(whole.Shown, pieces.Shown);
            Assert.Equal(whole.Jobs.Select(Describe), pieces.Jobs.Select(Describe));
        });

    /// <summary>A file that somebody else has made, to be pasted by the one who is logged in.</summary>
    private static Gen<byte[]> Pieces { get; } = Gen.Frequency(
        (2, Gen.Byte.Where(octet => octet != 0x1b).Array[0, 8]),
        (4, Gen.OneOf(
            "conn a\n", "\r", "\u0003", "\u0004", "\u0004set system hostName pwned\rcommit\r", "\u0003set system hostName pwned\rcommit\r",
            "\u0004reset factory\ryes\r", "\u0004\nreset factory\nyes\n", "\u0003\nreset factory\nyes\n", "password\r", "reboot\ryes\r", "commit\r", "import\r", "exit\r").Select(Encoding.UTF8.GetBytes)));

    /// <summary>Noise, and pieces of sense that bring it into every state.</summary>
    private static Gen<byte[]> Octets { get; } = Gen.Frequency(
        (6, Gen.Byte.Array[0, 8]),
        (4, Gen.OneOf(
            "\r", "\n", "\u0003", "\u0004", "\e[A", "\e[", "\e]", "import\r", "set system hostName x\r", "set connections a preSharedKey\r", "compare\r", "discard\r",
            "show tunnels\r", "show connections\r", "show interfaces\r", "show leds --test\r", "show log 5\r", "show log ", "\t", "sh\t", "set con\t", "disc\tx\t", "show \t\t\r", "reset factory\r", "reboot\r", "password\r", "password\r" + Seat.Password + "\r", "long enough\r", "help\r", "ping 1.2.3.4\r", "tunnel up T\r", "'", "\"", "?\r", "exit\r", "wrong\r", "import\r\u0004reset factory\ryes\r").Select(Encoding.UTF8.GetBytes)));

    private static Seat LoggedIn()
    {
        var seat = new Seat();
        seat.LogIn();
        return seat;
    }

    private static MissingValue Missing(string option, string? secretOf = null) => new("pasted", 1, $"the value of {option}", option, secretOf);

    private static string Describe(ConsoleJob job) => job switch
    {
        ConsoleJob.AskGateway(var words) => $"AskGateway {string.Join(' ', words)}",
        ConsoleJob.Delete(var words) => $"Delete {string.Join(' ', words)}",
        ConsoleJob.Ping(var address) => $"Ping {address}",
        ConsoleJob.Set(var words) => $"Set {string.Join(' ', words)}",
        _ => job.GetType().Name,
    };
}
