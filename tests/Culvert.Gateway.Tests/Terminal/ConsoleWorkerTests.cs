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

    private static string Import(ScriptedConsole console) =>
        Type(console, "import\r" + Conf + "\u0004") + Encoding.UTF8.GetString(console.Pass(TimeSpan.FromSeconds(1)));

    private static string Type(ScriptedConsole console, string typed) => Encoding.UTF8.GetString(console.Type(Encoding.UTF8.GetBytes(typed)));
}
