using Culvert.Config;
using Culvert.Gateway.Configuration;
using Culvert.Hal.Simulated;

namespace Culvert.Gateway.Tests.Configuration;

public sealed class ConfigStoreTests
{
    private static readonly ConfigDocuments Old = Documents("{\"old\":1}", "{\"oldSecret\":1}");
    private static readonly ConfigDocuments New = Documents("{\"new\":2}", "{\"newSecret\":2}");

    [Fact]
    public void A_power_cut_at_any_step_leaves_both_old_or_both_new_documents()
    {
        int steps = StepsOfCommit();
        Assert.True(steps > 6);
        bool sawOld = false, sawNew = false;
        for (int cut = 0; cut < steps; cut++)
        {
            (string config, string secrets) = AfterCutAt(cut);
            Assert.True((config, secrets) == Texts(Old) || (config, secrets) == Texts(New), $"cut at step {cut}: {config} {secrets}");
            sawOld |= config == Old.Config.Text;
            sawNew |= config == New.Config.Text;
        }

        Assert.True(sawOld && sawNew);
    }

    [Fact]
    public void Recovery_finishes_an_interrupted_commit_for_good()
    {
        var storage = new SimulatedStorage();
        var store = new ConfigStore(storage, "/etc/culvert");
        store.Commit(ConfigDocuments.Empty, Old);
        storage.CutPowerAfter(5);
        Assert.Throws<PowerCutException>(() => store.Commit(Old, New));
        storage.RestorePower();
        store.Recover();
        Assert.Equal(["/etc/culvert/culvert.json", "/etc/culvert/secrets.json"], storage.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Texts(New), Texts(store.Read()));
    }

    [Fact]
    public void A_power_cut_during_recovery_is_recovered_from()
    {
        for (int cut = 0; cut < 6; cut++)
        {
            var storage = new SimulatedStorage();
            var store = new ConfigStore(storage, "/etc/culvert");
            store.Commit(ConfigDocuments.Empty, Old);
            storage.CutPowerAfter(5);
            Assert.Throws<PowerCutException>(() => store.Commit(Old, New));
            storage.CutPowerAfter(cut);
            Assert.Throws<PowerCutException>(store.Recover);
            storage.RestorePower();
            store.Recover();
            Assert.Equal(Texts(New), Texts(store.Read()));
        }
    }

    [Fact]
    public void A_directory_that_is_not_there_reads_as_empty_documents()
    {
        var store = new ConfigStore(new SimulatedStorage(), "/etc/culvert");
        Assert.False(store.Exists);
        Assert.Equal(Texts(ConfigDocuments.Empty), Texts(store.Read()));
    }

    [Fact]
    public void Real_files_are_for_the_owner_only()
    {
        string directory = Path.Combine(Path.GetTempPath(), $"culvert-test-{Guid.NewGuid():N}");
        try
        {
            var store = new ConfigStore(new Hal.Linux.LinuxStorage(), directory);
            store.Commit(ConfigDocuments.Empty, New);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
            Assert.Equal([".lock", "culvert.json", "secrets.json"], Directory.EnumerateFiles(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            foreach (string file in Directory.EnumerateFiles(directory)) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(Texts(New), Texts(store.Read()));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void An_unwritable_directory_is_named()
    {
        var store = new ConfigStore(new Hal.Linux.LinuxStorage(), "/proc/culvert");
        Assert.Contains("/proc/culvert", Assert.Throws<UserException>(() => store.Commit(ConfigDocuments.Empty, New)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secrets.json", false)]
    [InlineData("culvert.json", true)]
    public void A_disk_that_fills_up_in_the_middle_has_committed_all_or_nothing_and_says_which(string file, bool isCommitted)
    {
        var storage = new SimulatedStorage();
        var store = new ConfigStore(storage, "/etc/culvert");
        store.Commit(ConfigDocuments.Empty, Old);
        (storage.WriteFailure, storage.WriteFailureAt) = (new IOException("no space left"), file);
        if (isCommitted) store.Commit(Old, New);
        else Assert.Contains("no space left", Assert.Throws<UserException>(() => store.Commit(Old, New)).Message, StringComparison.Ordinal);
        store.Recover();
        Assert.Equal(Texts(isCommitted ? New : Old), Texts(store.Read()));
        storage.WriteFailure = null;
        store.Recover();
        Assert.Equal(Texts(isCommitted ? New : Old), Texts(store.Read()));
        Assert.Equal(2, storage.Files.Count);
    }

    [Fact]
    public void What_changed_in_between_is_not_overwritten()
    {
        var store = new ConfigStore(new SimulatedStorage(), "/etc/culvert");
        ConfigDocuments read = store.Read();
        store.Commit(read, Old);
        Assert.Contains("do it again", Assert.Throws<UserException>(() => store.Commit(read, New)).Message, StringComparison.Ordinal);
        Assert.Equal(Texts(Old), Texts(store.Read()));
    }

    [Fact]
    public void Two_processes_do_not_commit_at_once()
    {
        var storage = new SimulatedStorage { IsLockedByOther = true };
        var store = new ConfigStore(storage, "/etc/culvert");
        Assert.Throws<UserException>(() => store.Commit(store.Read(), New));
        Assert.Empty(storage.Files);
    }

    [Fact]
    public void A_commit_between_the_two_files_is_read_whole()
    {
        var storage = new SimulatedStorage();
        var store = new ConfigStore(storage, "/etc/culvert");
        store.Commit(ConfigDocuments.Empty, Old);
        storage.AfterRead = path =>
        {
            if (!path.EndsWith(ConfigDocuments.ConfigFileName, StringComparison.Ordinal)) return;
            storage.AfterRead = _ => { };
            new ConfigStore(storage, "/etc/culvert").Commit(Old, New);
        };
        Assert.Equal(Texts(New), Texts(store.Read()));
    }

    [Fact]
    public void Recovery_leaves_a_commit_to_the_process_that_is_at_it()
    {
        var storage = new SimulatedStorage();
        var store = new ConfigStore(storage, "/etc/culvert");
        store.Commit(ConfigDocuments.Empty, Old);
        storage.CutPowerAfter(4);
        Assert.Throws<PowerCutException>(() => store.Commit(Old, New));
        storage.RestorePower();
        storage.IsLockedByOther = true;
        int steps = storage.Steps;
        store.Recover();
        Assert.Equal(steps, storage.Steps);
        Assert.Equal(Texts(New), Texts(store.Read()));
    }

    [Fact]
    public void A_real_lock_is_one_processs_at_a_time()
    {
        string path = Path.Combine(Path.GetTempPath(), $"culvert-test-{Guid.NewGuid():N}.lock");
        var storage = new Hal.Linux.LinuxStorage();
        try
        {
            using (IDisposable? first = storage.TryLock(path))
            {
                Assert.NotNull(first);
                Assert.Null(storage.TryLock(path));
            }

            using IDisposable? second = storage.TryLock(path);
            Assert.NotNull(second);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static int StepsOfCommit()
    {
        var storage = new SimulatedStorage();
        var store = new ConfigStore(storage, "/etc/culvert");
        store.Commit(ConfigDocuments.Empty, Old);
        int before = storage.Steps;
        store.Commit(Old, New);
        return storage.Steps - before;
    }

    private static (string Config, string Secrets) AfterCutAt(int step)
    {
        var storage = new SimulatedStorage();
        var store = new ConfigStore(storage, "/etc/culvert");
        store.Commit(ConfigDocuments.Empty, Old);
        storage.CutPowerAfter(step);
        Assert.Throws<PowerCutException>(() => store.Commit(Old, New));
        storage.RestorePower();
        return Texts(new ConfigStore(storage, "/etc/culvert").Read());
    }

    private static ConfigDocuments Documents(string config, string secrets) =>
        new(new NamedText(ConfigDocuments.ConfigFileName, config), new NamedText(ConfigDocuments.SecretsFileName, secrets));

    private static (string Config, string Secrets) Texts(ConfigDocuments documents) => (documents.Config.Text, documents.Secrets.Text);
}
