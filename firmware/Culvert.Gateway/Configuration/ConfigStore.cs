using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Culvert.Config;
using Culvert.Hal;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.Configuration;

/// <summary>
/// The configuration directory. Two files change as one: both new texts go into a third file first, whose appearance is
/// the commit; whoever comes next, after a power cut at any point, sees either both old or both new.
/// </summary>
internal sealed partial class ConfigStore(IDurableStorage storage, string directory)
{
    /// <summary>The file in the directory that whoever changes it holds locked.</summary>
    public const string LockFileName = ".lock";

    private const string PendingFileName = "commit.pending";
    private const int ReadAttempts = 10;

    /// <summary>The directory's full path.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>The committed documents. Files that are not there read as empty documents.</summary>
    /// <exception cref="UserException">A file cannot be read.</exception>
    public ConfigDocuments Read() => Guard("read", () =>
    {
        // Without the lock, which not every reader may take: a commit between two files shows when both are read again.
        ConfigDocuments read = ReadOnce();
        for (int attempt = 1; attempt < ReadAttempts; attempt++)
        {
            ConfigDocuments again = ReadOnce();
            if (SameTexts(read, again)) return again;
            read = again;
        }

        throw new UserException($"somebody else changes the configuration, {Directory}, do it again");
    });

    /// <summary>Whether anything was ever committed or written by hand.</summary>
    public bool Exists => File(ConfigDocuments.ConfigFileName) is { } path && Guard("read", () => storage.Read(path) is not null || ReadPending() is not null);

    /// <summary>Replaces both documents; returns when that is on the disk.</summary>
    /// <param name="before">What <see cref="Read"/> gave when the change was thought out.</param>
    /// <exception cref="UserException">The directory or a file cannot be written, or somebody else has changed it since.</exception>
    public void Commit(ConfigDocuments before, ConfigDocuments documents) => Guard("write", () =>
    {
        using IDisposable? alone = TryLockToWrite();
        if (alone is null || !SameTexts(Read(), before))
            throw new UserException($"somebody else changes the configuration, {Directory}, do it again");
        var pending = new Pending(documents.Config.Text, documents.Secrets.Text);
        storage.Write(File(PendingFileName), JsonSerializer.SerializeToUtf8Bytes(pending, PendingJson.Default.Pending));
        SettleOrUndo(pending);
        return true;
    });

    /// <summary>Finishes a commit that a power cut interrupted. One that another process is at is left to that process.</summary>
    public void Recover() => Guard("write", () =>
    {
        if (ReadPendingFile() is null) return true;
        using IDisposable? alone = storage.TryLock(File(LockFileName));
        if (alone is not null && ReadPendingFile() is { } pending) TrySettle(pending);
        return true;
    });

    /// <summary>Keeps everybody else from changing the configuration until disposed; null when somebody is at it. Makes the directory.</summary>
    public IDisposable? TryLock()
    {
        storage.CreateDirectory(Directory);
        return storage.TryLock(File(LockFileName));
    }

    /// <summary>The same for whoever writes into the directory: what a factory reset is about to erase takes nothing any more.</summary>
    /// <exception cref="UserException">A factory reset that was cut short has not been ended.</exception>
    public IDisposable? TryLockToWrite()
    {
        IDisposable? alone = TryLock();
        if (alone is null || storage.Read(DirectoryDataStore.MarkerOf(RealPath.Of(Directory))) is null) return alone;
        alone.Dispose();
        throw new UserException($"a factory reset has not been ended, {Directory}, restart the gateway or reset again");
    }

    // A disk that is full now: either nothing has changed, or all has, and whoever comes next settles it.
    private void SettleOrUndo(Pending pending)
    {
        if (TrySettle(pending) is not { } problem) return;
        string secrets = File(ConfigDocuments.SecretsFileName);
        if (storage.Read(secrets) is { } written && written.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(pending.Secrets))) return;
        storage.Delete(File(PendingFileName));
        throw new IOException(problem.Message, problem);
    }

    // The pending file is read in place of the two until they can be written.
    private Exception? TrySettle(Pending pending)
    {
        try
        {
            Settle(pending);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return problem;
        }
    }

    private void Settle(Pending pending)
    {
        storage.Write(File(ConfigDocuments.SecretsFileName), Encoding.UTF8.GetBytes(pending.Secrets));
        storage.Write(File(ConfigDocuments.ConfigFileName), Encoding.UTF8.GetBytes(pending.Config));
        storage.Delete(File(PendingFileName));
    }

    private static bool SameTexts(ConfigDocuments left, ConfigDocuments right) =>
        left.Config.Text == right.Config.Text && left.Secrets.Text == right.Secrets.Text;

    private ConfigDocuments ReadOnce() => ReadPending() ?? new ConfigDocuments(
        ReadDocument(ConfigDocuments.Empty.Config),
        ReadDocument(ConfigDocuments.Empty.Secrets));

    private ConfigDocuments? ReadPending() => ReadPendingFile() is not { } pending ? null : new ConfigDocuments(
        new NamedText(File(ConfigDocuments.ConfigFileName), pending.Config),
        new NamedText(File(ConfigDocuments.SecretsFileName), pending.Secrets));

    private Pending? ReadPendingFile() =>
        storage.Read(File(PendingFileName)) is { } bytes ? JsonSerializer.Deserialize(bytes, PendingJson.Default.Pending) : null;

    private NamedText ReadDocument(NamedText empty)
    {
        string path = File(empty.Name);
        return new NamedText(path, storage.Read(path) is { } bytes ? PersonsText.Decode(bytes, path) : empty.Text);
    }

    private string File(string name) => Path.Combine(Directory, name);

    private T Guard<T>(string verb, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserException($"cannot {verb} the configuration, {Directory}, {Advice(verb, problem)}");
        }
    }

    private static string Advice(string verb, Exception problem) => problem switch
    {
        UnauthorizedAccessException => $"check that you may {verb} it",
        JsonException => $"{PendingFileName} is damaged: remove it",
        _ => problem.Message,
    };

    internal sealed record Pending(string Config, string Secrets)
    {
        public override string ToString() => "[pending documents]";
    }

    [JsonSerializable(typeof(Pending))]
    private sealed partial class PendingJson : JsonSerializerContext;
}
