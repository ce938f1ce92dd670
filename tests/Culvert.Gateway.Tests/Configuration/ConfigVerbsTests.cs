using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Hal.Simulated;

namespace Culvert.Gateway.Tests.Configuration;

public sealed class ConfigVerbsTests
{
    private const string Directory = "/etc/culvert";
    private readonly SimulatedStorage _storage = new();
    private readonly List<ControlRequest> _asked = [];

    private ConfigStore Store => new(_storage, Directory);

    private ConfigVerbs Verbs => new(_storage, Store, request =>
    {
        _asked.Add(request);
        return Answer;
    });

    private ControlReply? Answer { get; set; } = ControlReply.Done();

    [Fact]
    public void Nothing_applies_until_the_commit()
    {
        Set("system hostName branch");
        Assert.False(Store.Exists);
        Assert.Empty(_asked);
        Assert.Equal(["+ system hostName branch"], Verbs.Compare().Output);
        Assert.True(Verbs.HasCandidate);

        Assert.True(Verbs.Commit().IsDone);
        Assert.Contains("branch", Store.Read().Config.Text, StringComparison.Ordinal);
        Assert.Equal(Directory, Assert.Single(_asked).Config);
        Assert.False(Verbs.HasCandidate);
        Assert.Equal(["nothing to commit"], Verbs.Commit().Output);
    }

    [Fact]
    public void A_discarded_candidate_is_gone()
    {
        Set("system hostName branch");
        Assert.True(Verbs.Discard().IsDone);
        Assert.Equal(["no changes"], Verbs.Compare().Output);
        Assert.DoesNotContain(_storage.Files.Keys, path => path.EndsWith(CandidateStore.FileName, StringComparison.Ordinal));
        Assert.True(Verbs.Discard().IsDone);
    }

    [Fact]
    public void A_commit_tells_all_problems_at_once_and_changes_nothing()
    {
        Set("connections aws ike lifetime soon");
        Set("connections aws tunnels Tunnel1 remote address nowhere");
        VerbResult result = Verbs.Commit();
        Assert.False(result.IsDone);
        Assert.True(result.Errors.Count >= 3);
        Assert.Equal("nothing was committed", result.Errors[^1]);
        Assert.False(Store.Exists);
        Assert.Empty(_asked);
        Assert.True(Verbs.HasCandidate);
    }

    [Fact]
    public void A_missing_secret_is_told_with_the_command_that_mends_it()
    {
        Set("connections aws localNetworks 10.60.0.0/16");
        Set("connections aws remoteNetworks 10.50.0.0/16");
        Set("connections aws tunnels Tunnel1 remote address 203.0.113.7");
        const string Command = "connections aws tunnels Tunnel1 preSharedKey";
        Assert.Equal(
            $"connections.aws.tunnels.Tunnel1.preSharedKey is missing, in connections aws tunnels Tunnel1, use: set {Command}",
            Verbs.Commit().Errors[0]);
        Set(Command + " hanna");
        Assert.True(Verbs.Commit().IsDone);
    }

    [Fact]
    public void A_change_taken_back_leaves_no_candidate()
    {
        Commit("system hostName branch");
        Set("system hostName other");
        Set("system hostName branch");
        Assert.False(Verbs.HasCandidate);
    }

    [Fact]
    public void What_somebody_else_has_committed_meanwhile_is_not_merged_silently()
    {
        Commit("system hostName branch");
        Set("interfaces wan device eth0");
        var other = Store;
        other.Commit(other.Read(), other.Read() with { Config = other.Read().Config with { Text = """{"system": {"hostName": "theirs"}}""" } });

        Assert.Contains("discard", Assert.Throws<UserException>(() => Verbs.Commit()).Message, StringComparison.Ordinal);
        Assert.Contains("discard", Assert.Throws<UserException>(() => Set("system hostName mine")).Message, StringComparison.Ordinal);
        IReadOnlyList<string> told = Verbs.Compare().Output;
        Assert.Equal("+ interfaces wan device eth0", told[0]);
        Assert.Contains("~ system hostName branch -> theirs", told);
        Assert.Contains("theirs", Store.Read().Config.Text, StringComparison.Ordinal);

        Verbs.Discard();
        Set("interfaces wan device eth0");
        Assert.True(Verbs.Commit().IsDone);
        Assert.Contains("theirs", Store.Read().Config.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_who_edit_at_once_do_not_lose_an_edit()
    {
        _storage.IsLockedByOther = true;
        Assert.Contains("do it again", Assert.Throws<UserException>(() => Set("system hostName branch")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_gateway_a_commit_is_done_and_a_refusing_one_is_an_error()
    {
        Answer = null;
        Commit("system hostName branch");
        Answer = ControlReply.Failed("no TUN device, /dev/net/tun, load the module tun");
        Set("system hostName other");
        VerbResult result = Verbs.Commit();
        Assert.False(result.IsDone);
        Assert.Contains("committed, but the running gateway did not take it: no TUN device", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Contains("other", Store.Read().Config.Text, StringComparison.Ordinal);
        Assert.False(Verbs.HasCandidate);
    }

    [Fact]
    public void A_power_cut_at_any_step_of_a_commit_leaves_old_or_new_and_a_candidate_to_go_on_with()
    {
        int steps = 0;
        bool sawOld = false, sawNew = false, done = false;
        for (; !done; steps++)
        {
            var storage = new SimulatedStorage();
            var verbs = new ConfigVerbs(storage, new ConfigStore(storage, Directory), _ => null);
            verbs.Set(["system", "hostName", "old"]);
            verbs.Commit();
            verbs.Set(["system", "hostName", "new"]);
            storage.CutPowerAfter(steps);
            done = !Cuts(() => verbs.Commit());
            storage.RestorePower();

            var store = new ConfigStore(storage, Directory);
            var after = new ConfigVerbs(storage, store, _ => null);
            store.Recover();
            bool isNew = store.Read().Config.Text.Contains("new", StringComparison.Ordinal);
            Assert.Equal(!isNew, after.HasCandidate);
            Assert.True(after.Commit().IsDone);
            Assert.Contains("new", store.Read().Config.Text, StringComparison.Ordinal);
            (sawOld, sawNew) = (sawOld || !isNew, sawNew || isNew);
        }

        Assert.True(sawOld && sawNew && steps > 8, $"{steps} steps");
    }

    [Fact]
    public void A_power_cut_at_any_step_of_a_set_leaves_the_candidate_of_before_or_after()
    {
        for (int steps = 0; ; steps++)
        {
            var storage = new SimulatedStorage();
            var verbs = new ConfigVerbs(storage, new ConfigStore(storage, Directory), _ => null);
            verbs.Set(["system", "hostName", "one"]);
            storage.CutPowerAfter(steps);
            bool cut = Cuts(() => verbs.Set(["system", "hostName", "two"]));
            storage.RestorePower();
            Assert.Contains(Assert.Single(verbs.Compare().Output), (string[])["+ system hostName one", "+ system hostName two"]);
            if (!cut) return;
        }
    }

    [Fact]
    public void A_damaged_candidate_is_said_and_discarded()
    {
        Set("system hostName branch");
        _storage.Write($"{Directory}/{CandidateStore.FileName}", "{"u8);
        Assert.Contains("damaged", Assert.Throws<UserException>(() => Verbs.Commit()).Message, StringComparison.Ordinal);
        Assert.True(Verbs.Discard().IsDone);
        Assert.False(Verbs.HasCandidate);
    }

    private void Set(string words) => Assert.Empty(Verbs.Set(words.Split(' ')).Errors);

    private void Commit(string words)
    {
        Set(words);
        Assert.True(Verbs.Commit().IsDone);
    }

    private static bool Cuts(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (PowerCutException)
        {
            return true;
        }
    }
}
