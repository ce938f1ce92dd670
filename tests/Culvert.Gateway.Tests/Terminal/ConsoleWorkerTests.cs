using System.Text;
using Culvert.Console.Session;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.Terminal;
using Culvert.Hal.Simulated;

namespace Culvert.Gateway.Tests.Terminal;

public sealed class ConsoleWorkerTests
{
    private const string Conf = "conn Tunnel1\r\tauthby=secret\r\tauto=start\r\tleftid=52.42.3.179\r\tright=3.34.222.44\r\tleftsubnet=10.60.0.0/16\r\trightsubnet=10.50.0.0/16\r52.42.3.179 3.34.222.44 : PSK \"hanna_tunnel1\"\r";

    [Fact]
    public void No_secret_is_ever_shown()
    {
        var console = LoggedIn();
        string shown = Import(console) + Type(console, "show config\rshow config --commands\rset connections aws tunnels Tunnel1 preSharedKey other_secret\rcompare\rset connections aws preSharedKey\rthird_secret\rcommit\r");
        Assert.Contains("(secret)", shown, StringComparison.Ordinal);
        Assert.All((string[])["hanna", "other_secret", "third_secret", "correct"], secret => Assert.DoesNotContain(secret, shown, StringComparison.Ordinal));
        Assert.Contains("other_secret", Encoding.UTF8.GetString(console.Storage.Files[$"{ScriptedConsole.Directory}/secrets.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_stored_as_a_slow_hash_and_only_once()
    {
        var console = LoggedIn();
        string stored = Encoding.UTF8.GetString(console.Storage.Files[$"{ScriptedConsole.Directory}/{LoginFile.FileName}"]);
        Assert.DoesNotContain("correct", stored, StringComparison.Ordinal);
        Assert.Contains("pbkdf2-hmac-sha512", stored, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_password_replaces_the_stored_one_and_lets_its_owner_stay()
    {
        var console = LoggedIn();
        byte[] before = Stored(console);
        string shown = Type(console, "password\rcorrect horse\rbattery staple\rbattery staple\rcompare\r");
        Assert.EndsWith("no changes\r\nculvert> ", shown, StringComparison.Ordinal);
        Assert.NotEqual(before, Stored(console));
        Assert.False(console.Storage.IsOnMedium(before));
        Type(console, "exit\r");
        Assert.Contains("not logged in", Type(console, "correct horse\r"), StringComparison.Ordinal);
        console.Pass(TimeSpan.FromSeconds(1));
        Assert.Contains("logged in", Type(console, "battery staple\r"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_that_cannot_be_written_stays_as_it_was()
    {
        var console = LoggedIn();
        byte[] before = Stored(console);
        console.Storage.WriteFailure = new IOException("no space left on device");
        console.Storage.WriteFailureAt = LoginFile.FileName;
        string shown = Type(console, "password\rcorrect horse\rbattery staple\rbattery staple\r");
        Assert.EndsWith("login.json, no space left on device\r\nculvert> ", shown, StringComparison.Ordinal);
        Assert.Equal(before, Stored(console));
        console.Storage.WriteFailure = null;
        Assert.Contains("is changed", Type(console, "password\rcorrect horse\rbattery staple\rbattery staple\r"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_is_about_to_change_a_password_that_goes_changes_nothing_and_is_a_stranger(bool isErased)
    {
        var console = LoggedIn();
        Type(console, "password\rcorrect horse\rbattery staple\r");
        if (isErased) console.Erase();
        else console.Storage.Write($"{ScriptedConsole.Directory}/{LoginFile.FileName}", "{}"u8);
        string shown = Type(console, "battery staple\r");
        Assert.Contains("logged out: the password is another one, or there is none any more", shown, StringComparison.Ordinal);
        Assert.EndsWith(isErased ? "new password: " : "\npassword: ", shown, StringComparison.Ordinal);
        Assert.Equal(isErased, !console.Storage.Files.ContainsKey($"{ScriptedConsole.Directory}/{LoginFile.FileName}"));
    }

    // Each has the secret where a person, a mail program or a mistyped line may leave it.
    [Theory]
    [InlineData("1.2.3.4 5.6.7.8 : PSK hunter22\r")]
    [InlineData("1.2.3.4 5.6.7.8 : PSK \"hunter22\r")]
    [InlineData("1.2.3.4 5.6.7.8 : PSK \"a\" hunter22\r")]
    [InlineData("1.2.3.4 5.6.7.8 : PSK \u201chunter22\u201d\r")]
    [InlineData("1.2.3.4 5.6.7.8 : PSK 0xhunter22\r")]
    [InlineData("1.2.3.4 5.6.7.8 : PSk \"hunter22\"\r")]
    [InlineData("1.2.3.4 5.6.7.8 PSK \"hunter22\"\r")]
    [InlineData("1.2.3.4 5.6.7.8 : PSK\r  \"hunter22\"\r")]
    [InlineData("1.2.3.4 5.6.7.8 : PSK \"hunter22\" : PSK \"hunter22\"\r")]
    [InlineData("52.42.3.179 3.34.222.44 : PSK \"hunter22\"\r52.42.3.179 3.34.222.44 : PSK \"hunter22 too\"\r")]
    [InlineData("conn b\r\tpreSharedKey=hunter22\r\tpsk=\"hunter22\"\r")]
    [InlineData("conn b\r\tauthby=\"x\" hunter22\r\tpassword=hunter22\r")]
    [InlineData("{ \"preSharedKey\": \"hunter22\" }\r")]
    public void No_import_that_fails_shows_a_secret(string lines)
    {
        var console = LoggedIn();
        foreach (string text in (string[])[lines, Conf + lines, lines + Conf]) Assert.DoesNotContain("hunter22", Paste(console, text), StringComparison.Ordinal);
    }

    // There is no command line at a serial line.
    [Theory]
    [InlineData("keyexchange=ikev1")]
    [InlineData("rightsubnet=10.50.0.3-10.50.0.9")]
    [InlineData("leftsubnet=0.0.0.0/0\r\trightsubnet=0.0.0.0/0")]
    [InlineData("ike=3des-md5")]
    [InlineData("ike=aes128-sha1-modp1024")]
    [InlineData("nonsense=1")]
    [InlineData("rightsubnet=<REMOTE NETWORK>\r\trightid=a=b")]
    public void What_an_import_advises_can_be_done_on_the_console(string line)
    {
        string shown = Paste(LoggedIn(), Conf.Replace("\trightsubnet=10.50.0.0/16\r", $"\trightsubnet=10.50.0.0/16\r\t{line}\r", StringComparison.Ordinal));
        Assert.Contains("pasted:", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("--", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("culvert import", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_who_find_the_factory_state_the_second_must_log_in()
    {
        var console = new ScriptedConsole();
        console.Start();
        Type(console, "correct horse\r");
        console.Storage.CreateDirectory(ScriptedConsole.Directory);
        console.Storage.Write($"{ScriptedConsole.Directory}/{LoginFile.FileName}", "{}"u8);
        string shown = Type(console, "correct horse\r");
        Assert.Contains("somebody else has set a password", shown, StringComparison.Ordinal);
        Assert.EndsWith("password: ", shown, StringComparison.Ordinal);
        Assert.Contains("only a factory reset helps", Type(console, "correct horse\r"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_power_cut_at_any_step_of_a_pasted_import_leaves_old_or_new()
    {
        bool sawOld = false, sawNew = false, done = false;
        for (int steps = 0; !done; steps++)
        {
            var console = LoggedIn();
            console.Storage.CutPowerAfter(steps);
            try
            {
                Import(console);
                done = true;
            }
            catch (PowerCutException)
            {
            }

            console.Storage.RestorePower();
            var store = new ConfigStore(console.Storage, ScriptedConsole.Directory);
            store.Recover();
            bool isNew = store.Read().Config.Text.Contains("3.34.222.44", StringComparison.Ordinal);
            Assert.Equal(isNew, store.Read().Secrets.Text.Contains("hanna", StringComparison.Ordinal));
            (sawOld, sawNew) = (sawOld || !isNew, sawNew || isNew);
        }

        Assert.True(sawOld && sawNew);
    }

    [Fact]
    public void Where_failures_cannot_be_written_they_count_all_the_same_and_nobody_is_locked_out()
    {
        var console = LoggedIn();
        console.Storage.WriteFailure = new IOException("no space left on device");
        console.Storage.WriteFailureAt = ".login";
        Type(console, "exit\r");
        Assert.Contains("wait 1 s", Type(console, "wrong\r"), StringComparison.Ordinal);
        console.Pass(TimeSpan.FromSeconds(1));
        Assert.Contains("wait 2 s", Type(console, "wrong\r"), StringComparison.Ordinal);
        console.Pass(TimeSpan.FromSeconds(2));
        Assert.Contains("logged in", Type(console, "correct horse\r"), StringComparison.Ordinal);
        Type(console, "exit\r");
        Assert.Contains("wait 1 s", Type(console, "wrong\r"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_commit_is_told_to_the_gateway_once()
    {
        var console = LoggedIn();
        console.HasGateway = true;
        Type(console, "set system hostName branch\rcommit\rcommit\r");
        Assert.Single(console.Asked, request => request.Words is ["reload"]);
        Assert.Equal(2, console.Jobs.Count(job => job is ConsoleJob.Commit));
    }

    private static ScriptedConsole LoggedIn()
    {
        var console = new ScriptedConsole();
        console.Start();
        Type(console, "correct horse\rcorrect horse\r");
        return console;
    }

    private static byte[] Stored(ScriptedConsole console) => [.. console.Storage.Files[$"{ScriptedConsole.Directory}/{LoginFile.FileName}"]];

    private static string Import(ScriptedConsole console) => Paste(console, Conf);

    private static string Paste(ScriptedConsole console, string text) =>
        Type(console, $"import\r{text}\u0004") + Encoding.UTF8.GetString(console.Pass(TimeSpan.FromSeconds(1)));

    private static string Type(ScriptedConsole console, string typed) => Encoding.UTF8.GetString(console.Type(Encoding.UTF8.GetBytes(typed)));
}
