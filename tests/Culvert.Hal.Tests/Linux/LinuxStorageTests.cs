using System.Text;
using Culvert.Hal.Linux;

namespace Culvert.Hal.Tests.Linux;

/// <summary>Real files: what is replaced or deleted is overwritten, as somebody sees who still has the file open.</summary>
public sealed class LinuxStorageTests : IDisposable
{
    private const string Secret = "hanna_tunnel1";
    private readonly string _directory = Directory.CreateTempSubdirectory("culvert-test-").FullName;
    private readonly LinuxStorage _storage = new();

    private string Secrets => Path.Combine(_directory, "secrets.json");

    [Fact]
    public void What_a_write_replaces_is_overwritten()
    {
        _storage.Write(Secrets, Octets(Secret));
        using FileStream before = File.OpenRead(Secrets);
        _storage.Write(Secrets, Octets("another"));
        Assert.Equal(Octets("another"), _storage.Read(Secrets));
        Assert.DoesNotContain(Secret, ReadAll(before), StringComparison.Ordinal);
        Assert.Equal([Secrets], Directory.GetFiles(_directory));
    }

    [Fact]
    public void Only_what_is_published_can_be_read_by_others()
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _storage.Publish(Secrets, Octets("nameserver 9.9.9.9"));
        Assert.Equal(ownerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(Secrets));
        _storage.Write(Secrets, Octets(Secret));
        Assert.Equal(ownerOnly, File.GetUnixFileMode(Secrets));
    }

    [Fact]
    public void What_is_deleted_is_overwritten()
    {
        _storage.Write(Secrets, Octets(Secret));
        using FileStream before = File.OpenRead(Secrets);
        _storage.Delete(Secrets);
        Assert.Null(_storage.Read(Secrets));
        Assert.DoesNotContain(Secret, ReadAll(before), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public void A_leftover_of_a_power_cut_is_overwritten_by_the_next_write()
    {
        File.WriteAllText(Secrets + ".new", Secret);
        using FileStream before = File.OpenRead(Secrets + ".new");
        _storage.Write(Secrets, Octets("another"));
        Assert.DoesNotContain(Secret, ReadAll(before), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_link_leads_to_nothing_is_touched()
    {
        string elsewhere = Path.Combine(_directory, "elsewhere");
        File.WriteAllText(elsewhere, Secret);
        File.CreateSymbolicLink(Secrets, elsewhere);
        _storage.Write(Secrets, Octets("another"));
        Assert.Equal(Secret, File.ReadAllText(elsewhere));
        File.Delete(Secrets);
        File.CreateSymbolicLink(Secrets, elsewhere);
        _storage.Delete(Secrets);
        Assert.False(Path.Exists(Secrets));
        Assert.Equal(Secret, File.ReadAllText(elsewhere));
    }

    [Fact]
    public void A_wipe_takes_files_folders_and_links_and_leaves_what_they_lead_to()
    {
        string outside = Directory.CreateTempSubdirectory("culvert-test-").FullName;
        string store = Path.Combine(_directory, "culvert");
        try
        {
            File.WriteAllText(Path.Combine(outside, "kept"), "kept");
            Directory.CreateDirectory(Path.Combine(store, "snapshots"));
            File.WriteAllText(Path.Combine(store, "snapshots", "1.json"), Secret);
            File.WriteAllText(Path.Combine(store, ".lock"), "");
            Directory.CreateSymbolicLink(Path.Combine(store, "link"), outside);
            var data = new DirectoryDataStore(_storage, store, ".lock");
            data.MarkForWipe();
            Assert.True(data.IsWipePending);
            int parts = 0;
            data.Wipe(() => parts++);
            Assert.Equal(3, parts);
            Assert.False(data.IsWipePending);
            Assert.Empty(Directory.GetFileSystemEntries(store));
            Assert.Equal([store], Directory.GetFileSystemEntries(_directory));
            Assert.Equal("kept", File.ReadAllText(Path.Combine(outside, "kept")));
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [Fact]
    public void What_a_marker_left_behind_is_seen_and_goes()
    {
        string store = Path.Combine(_directory, "culvert");
        Directory.CreateDirectory(store);
        var data = new DirectoryDataStore(_storage, store, ".lock");
        Assert.False(data.HasLeftover);
        File.WriteAllText(data.Marker + ".new", "half a word");
        Assert.False(data.IsWipePending);
        Assert.True(data.HasLeftover);
        data.ClearLeftover();
        Assert.False(data.HasLeftover);
        Assert.Equal([store], Directory.GetFileSystemEntries(_directory));
        data.ClearLeftover();
    }

    [Fact]
    public void A_write_is_made_durable_once_it_is_in_its_place_and_before_the_old_content_goes()
    {
        _storage.Write(Secrets, Octets("old"));
        List<string> synced = [];
        Watching(synced, () => $"{File.ReadAllText(Secrets)}, {File.ReadAllText(Secrets + ".new")}").Write(Secrets, Octets("new"));
        Assert.Equal([$"{_directory}: new, old"], synced);
    }

    [Fact]
    public void A_deletion_is_made_durable_before_the_content_goes_and_when_it_has()
    {
        _storage.Write(Secrets, Octets("old"));
        List<string> synced = [];
        Watching(synced, () => string.Join(' ', Directory.GetFiles(_directory).Select(path => $"{Path.GetFileName(path)}={File.ReadAllText(path)}"))).Delete(Secrets);
        Assert.Equal([$"{_directory}: secrets.json.new=old", $"{_directory}: "], synced);
    }

    [Fact]
    public void A_new_directory_is_made_durable_in_the_one_above()
    {
        List<string> synced = [];
        string made = Path.Combine(_directory, "culvert");
        Watching(synced, () => $"{Directory.Exists(made)}").CreateDirectory(made);
        Assert.Equal([$"{_directory}: True"], synced);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_durable_fails_the_write() =>
        Assert.ThrowsAny<IOException>(() => new LinuxStorage(_ => -1).Write(Secrets, Octets("new")));

    // Which directory was made durable, and what there was then.
    private static LinuxStorage Watching(List<string> synced, Func<string> look) => new(descriptor =>
    {
        synced.Add($"{new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget}: {look()}");
        return 0;
    });

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static byte[] Octets(string text) => Encoding.UTF8.GetBytes(text);

    private static string ReadAll(FileStream file)
    {
        using var reader = new StreamReader(file, leaveOpen: true);
        return reader.ReadToEnd();
    }
}
