using System.Text;
using Culvert.Config;
using Culvert.Core;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Reset;
using Culvert.Gateway.Terminal;
using Culvert.Hal.Simulated;
using Culvert.Testing;

namespace Culvert.Gateway.Tests.Reset;

/// <summary>The data store on a simulated disk whose every block can be searched, and that loses its power wherever one likes.</summary>
public sealed class DataWipeTests
{
    private const string Directory = "/nowhere/culvert";
    private const string Lock = Directory + "/" + ConfigStore.LockFileName;
    private const string Marker = Directory + ".reset";
    private const int Rotations = 5;
    private readonly SimulatedStorage _storage = new();

    private bool AnySecretOnMedium => Enumerable.Range(0, Rotations).Any(i => _storage.IsOnMedium(SecretOf(i)));

    [Fact]
    public void After_several_rotations_and_a_reset_no_secret_is_anywhere_on_the_disk()
    {
        Fill();
        Assert.True(_storage.IsOnMedium(SecretOf(Rotations - 1)));
        Assert.Null(Wipe());
        AssertFactoryState();
    }

    [Fact]
    public void A_secret_that_was_replaced_is_nowhere_on_the_disk()
    {
        Fill();
        Assert.All(Enumerable.Range(0, Rotations - 1), i => Assert.False(_storage.IsOnMedium(SecretOf(i))));
    }

    [Fact]
    public void A_power_cut_at_any_write_of_a_reset_leaves_all_or_the_next_start_nothing()
    {
        int steps = StepsOfReset();
        Assert.True(steps > 10);
        bool sawOld = false, sawNew = false;
        for (int cut = 0; cut < steps; cut++)
        {
            var test = new DataWipeTests();
            test.Fill();
            test._storage.CutPowerAfter(cut);
            Assert.Throws<PowerCutException>(() => test.Wipe());
            test._storage.RestorePower();
            test.AssertTheLockGoesLast();
            bool isOld = !test.Resume() && test.Store.Exists;
            Assert.DoesNotContain(Marker + ".new", test._storage.Files.Keys);
            if (isOld) Assert.Equal(Document(Rotations - 1), test.Store.Read().Secrets.Text);
            else test.AssertFactoryState();
            sawOld |= isOld;
            sawNew |= !isOld;
        }

        Assert.True(sawOld && sawNew);
    }

    [Fact]
    public void A_power_cut_at_any_write_of_what_the_next_start_does_leaves_it_to_the_one_after()
    {
        int steps = StepsOfReset();
        for (int cut = 0; cut < steps; cut++)
        {
            for (int again = 0; again < steps; again++)
            {
                var test = new DataWipeTests();
                test.Fill();
                test._storage.CutPowerAfter(cut);
                Assert.Throws<PowerCutException>(() => test.Wipe());
                test._storage.RestorePower();
                bool isOld = !test._storage.Files.ContainsKey(Marker) && test.Store.Exists;
                test._storage.CutPowerAfter(again);
                bool ended = test.TryResume();
                test._storage.RestorePower();
                test.AssertTheLockGoesLast();
                test.Resume();
                if (isOld) Assert.Equal(Document(Rotations - 1), test.Store.Read().Secrets.Text);
                else test.AssertFactoryState();
                if (ended) break;
            }
        }
    }

    [Fact]
    public void A_commit_that_a_power_cut_interrupted_leaves_no_secret_behind_a_reset()
    {
        for (int cut = 0; cut < 30; cut++)
        {
            var test = new DataWipeTests();
            test.Store.Commit(test.Store.Read(), Documents(0));
            test._storage.CutPowerAfter(cut);
            try
            {
                test.Store.Commit(test.Store.Read(), Documents(1));
            }
            catch (PowerCutException)
            {
            }

            test._storage.RestorePower();
            Assert.Null(test.Wipe());
            test.AssertFactoryState();
        }
    }

    [Fact]
    public void Nothing_is_read_of_a_store_that_is_being_wiped()
    {
        _storage.CreateDirectory(Directory);
        _storage.Write(Marker, "x"u8);
        _storage.Write(Directory + "/commit.pending", "not what it was"u8);
        List<string> read = [];
        _storage.AfterRead = read.Add;
        Assert.True(Resume());
        Assert.All(read, path => Assert.Equal(Marker, path));
        AssertFactoryState();
    }

    [Fact]
    public void What_lies_in_folders_goes_as_well()
    {
        Fill();
        _storage.CreateDirectory(Directory + "/snapshots/old");
        _storage.Write(Directory + "/snapshots/old/1.json", SecretOf(0));
        Assert.Null(Wipe());
        AssertFactoryState();
    }

    [Fact]
    public void A_disk_that_fails_in_the_middle_is_said_and_ended_later()
    {
        Fill();
        _storage.DeleteFailure = new IOException("input/output error");
        Assert.Contains("input/output error", Wipe(), StringComparison.Ordinal);
        Assert.Contains("input/output error", Assert.Throws<UserException>(() => Resume()).Message, StringComparison.Ordinal);
        _storage.DeleteFailure = null;
        Assert.True(Resume());
        AssertFactoryState();
    }

    [Fact]
    public void A_reset_that_another_process_is_at_is_left_to_it()
    {
        Fill();
        _storage.Write(Marker, "x"u8);
        _storage.IsLockedByOther = true;
        Assert.Contains("under way", Assert.Throws<UserException>(() => Resume()).Message, StringComparison.Ordinal);
        Assert.True(AnySecretOnMedium);
    }

    [Fact]
    public void From_the_marker_on_nobody_writes_into_the_store()
    {
        Store.Commit(Store.Read(), ConfigDocuments.Empty);
        using (DataWipe wipe = Create())
        {
            Assert.Null(wipe.Mark());
            AssertNobodyWrites();
            Assert.Null(wipe.Wipe());
        }

        AssertFactoryState();
        _storage.Write(Marker, "x"u8);
        AssertNobodyWrites();
    }

    [Fact]
    public void A_wipe_waits_for_whoever_changes_the_candidate()
    {
        Store.Commit(Store.Read(), ConfigDocuments.Empty);
        bool isFree = false;
        _storage.AfterRead = path =>
        {
            if (!path.EndsWith(CandidateStore.FileName, StringComparison.Ordinal)) return;
            using IDisposable? alone = Store.TryLock();
            isFree = alone is not null;
        };
        Assert.True(Verbs.Set(["system", "hostName", "a"]).IsDone);
        Assert.False(isFree);
    }

    [Fact]
    public void What_a_marker_left_behind_is_left_to_whoever_may_be_at_it()
    {
        Fill();
        _storage.Write(Marker + ".new", "x"u8);
        _storage.IsLockedByOther = true;
        Assert.False(Resume());
        Assert.Contains(Marker + ".new", _storage.Files.Keys);
        _storage.IsLockedByOther = false;
        Assert.False(Resume());
        Assert.DoesNotContain(Marker + ".new", _storage.Files.Keys);
        Assert.True(Store.Exists);
    }

    [Fact]
    public void A_disk_that_cannot_be_tidied_is_no_reason_not_to_start()
    {
        Fill();
        _storage.Write(Marker + ".new", "x"u8);
        _storage.DeleteFailure = new IOException("input/output error");
        Assert.False(Resume());
    }

    [Fact]
    public void Without_a_marker_nothing_is_ended()
    {
        Fill();
        Assert.False(Resume());
        Assert.True(AnySecretOnMedium);
    }

    // The image's marker has a place of its own on the disk: the lock in the store is not worth a box that cannot be reset.
    [Fact]
    public void A_store_without_room_for_its_lock_is_marked_all_the_same()
    {
        _storage.WriteFailure = new IOException("No space left on device");
        List<string> asked = [];
        var data = new ImageDataStore(request =>
        {
            asked.Add(string.Join(' ', request.Words));
            return ControlReply.Done();
        });
        using var wipe = new DataWipe(data, Store);
        Assert.Null(wipe.Mark());
        Assert.Equal(["reset mark"], asked);
    }

    [Fact]
    public void A_directory_without_room_for_its_marker_is_not_reset()
    {
        Fill();
        _storage.WriteFailure = new IOException("No space left on device");
        Assert.Contains("No space left on device", Wipe(), StringComparison.Ordinal);
        Assert.True(AnySecretOnMedium);
    }

    private ConfigStore Store => new(_storage, Directory);

    private ConfigVerbs Verbs => new(_storage, Store, _ => null);

    private void AssertNobodyWrites()
    {
        string[] before = [.. _storage.Files.Keys];
        using var password = new Secret("correct horse"u8);
        Assert.Throws<UserException>(() => Verbs.Set(["system", "hostName", "a"]));
        Assert.Throws<UserException>(() => Store.Commit(Store.Read(), Documents(0)));
        Assert.Throws<UserException>(() => new LoginFile(_storage, new SeededEntropy(7), Store).Store(password));
        Assert.Equal(before, _storage.Files.Keys);
    }

    private void Fill()
    {
        for (int i = 0; i < Rotations; i++) Store.Commit(Store.Read(), Documents(i));
        _storage.Write(Directory + "/candidate.json", SecretOf(Rotations - 1));
        _storage.Write(Directory + "/login.json", SecretOf(Rotations - 1));
        _storage.Write(Lock, []);
    }

    // Whoever comes while it goes on must find somebody in possession. As it goes, the lock itself has other names.
    private void AssertTheLockGoesLast()
    {
        string[] left = [.. _storage.Files.Keys.Where(path => path.StartsWith(Directory + "/", StringComparison.Ordinal) && !path.StartsWith(Lock, StringComparison.Ordinal))];
        if (left.Length > 0) Assert.Contains(Lock, _storage.Files.Keys);
    }

    private string? Wipe()
    {
        using DataWipe wipe = Create();
        return wipe.Mark() ?? wipe.Wipe();
    }

    private bool Resume()
    {
        using DataWipe wipe = Create();
        return wipe.Resume();
    }

    private bool TryResume()
    {
        try
        {
            Resume();
            return true;
        }
        catch (PowerCutException)
        {
            return false;
        }
    }

    private DataWipe Create() =>
        new(new Hal.DirectoryDataStore(_storage, Directory, ConfigStore.LockFileName), Store) { LockPatience = TimeSpan.Zero };

    private void AssertFactoryState()
    {
        Assert.Empty(_storage.Files.Keys);
        Assert.False(AnySecretOnMedium);
        Assert.Equal("", Store.Read().Secrets.Text.Trim('{', '}', '\n'));
    }

    private static int StepsOfReset()
    {
        var test = new DataWipeTests();
        test.Fill();
        int before = test._storage.Steps;
        Assert.Null(test.Wipe());
        return test._storage.Steps - before;
    }

    private static ConfigDocuments Documents(int i) => new(
        new NamedText(ConfigDocuments.ConfigFileName, $"{{\"n\":{i}}}"), new NamedText(ConfigDocuments.SecretsFileName, Document(i)));

    private static string Document(int i) => $"{{\"secret\":\"{Encoding.UTF8.GetString(SecretOf(i))}\"}}";

    private static byte[] SecretOf(int i) => Encoding.UTF8.GetBytes($"hanna_rotation_{i}");
}
