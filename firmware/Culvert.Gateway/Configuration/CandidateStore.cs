using System.Text.Json;
using System.Text.Json.Serialization;
using Culvert.Config;
using Culvert.Config.Editing;
using Culvert.Hal;

namespace Culvert.Gateway.Configuration;

/// <summary>
/// The stored candidate: one file in the configuration directory, for the owner only, since it holds secrets. It
/// outlives the command, the session and the power; there is one, whoever edits it.
/// </summary>
internal sealed partial class CandidateStore(IDurableStorage storage, ConfigStore store)
{
    public const string FileName = "candidate.json";

    private string FilePath => Path.Combine(store.Directory, FileName);

    /// <summary>Null: nobody has changed anything since the last commit.</summary>
    /// <exception cref="UserException">It cannot be read.</exception>
    public Candidate? Read() => Guard("read", ReadFile);

    /// <summary>Edits the candidate, or begins one on what is committed; one that changes nothing any more is not kept.</summary>
    /// <returns>Null when it is done, else why not: one line each.</returns>
    /// <exception cref="UserException">It cannot be written, or somebody else edits or has changed the configuration.</exception>
    public IReadOnlyList<string>? Edit(Func<ConfigDocuments, EditResult> edit) => Alone(() =>
    {
        ConfigDocuments committed = store.Read();
        Candidate before = ReadFile() ?? new Candidate(committed, committed);
        ThrowIfOutdated(before);
        EditResult result = edit(before.Edited);
        if (!result.IsDone) return result.Problems;
        Candidate after = before with { Edited = result.Documents };
        if (after.Changes.Count == 0) storage.Delete(FilePath);
        else storage.Write(FilePath, JsonSerializer.SerializeToUtf8Bytes(Stored.Of(after), StoredJson.Default.Stored));
        return null;
    });

    /// <summary>Takes the candidate away.</summary>
    /// <param name="only">Only while it still is this one; null: whatever it is.</param>
    public void Remove(Candidate? only = null)
    {
        if (Guard("read", () => storage.Read(FilePath)) is null) return;
        Alone(() =>
        {
            if (only is null || ReadFile() is not { } present || Stored.Of(present) == Stored.Of(only)) storage.Delete(FilePath);
            return (IReadOnlyList<string>?)null;
        });
    }

    /// <exception cref="UserException">The configuration has been changed since the candidate was begun.</exception>
    public void ThrowIfOutdated(Candidate candidate)
    {
        if (IsOutdated(candidate))
            throw new UserException($"the configuration was changed after these changes were begun, {store.Directory}, note them with compare, discard them, and make them again");
    }

    public bool IsOutdated(Candidate candidate) => !SameTexts(store.Read(), candidate.Base);

    private Candidate? ReadFile()
    {
        if (storage.Read(FilePath) is not { } bytes) return null;
        Stored stored = JsonSerializer.Deserialize(bytes, StoredJson.Default.Stored) ?? throw new JsonException();
        ConfigDocuments committed = store.Read();
        Candidate candidate = stored.ToCandidate(committed);
        // The power went between its commit and its removal: it has done its duty.
        return SameTexts(candidate.Edited, committed) ? null : candidate;
    }

    private IReadOnlyList<string>? Alone(Func<IReadOnlyList<string>?> work) => Guard("write", () =>
    {
        using IDisposable? alone = store.TryLockToWrite();
        return alone is null ? throw new UserException($"somebody else edits or commits, {store.Directory}, do it again") : work();
    });

    private static bool SameTexts(ConfigDocuments left, ConfigDocuments right) =>
        left.Config.Text == right.Config.Text && left.Secrets.Text == right.Secrets.Text;

    private T Guard<T>(string verb, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (JsonException)
        {
            throw new UserException($"the stored candidate is damaged, {FilePath}, remove it with discard");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot {verb} the candidate, {FilePath}, {(problem is UnauthorizedAccessException ? $"check that you may {verb} it" : problem.Message)}");
        }
    }

    internal sealed record Stored(string BaseConfig, string BaseSecrets, string Config, string Secrets)
    {
        public static Stored Of(Candidate candidate) =>
            new(candidate.Base.Config.Text, candidate.Base.Secrets.Text, candidate.Edited.Config.Text, candidate.Edited.Secrets.Text);

        /// <param name="names">Documents with the names that people know them by.</param>
        public Candidate ToCandidate(ConfigDocuments names) => new(
            Named(names, BaseConfig ?? throw new JsonException(), BaseSecrets ?? throw new JsonException()),
            Named(names, Config ?? throw new JsonException(), Secrets ?? throw new JsonException()));

        public override string ToString() => "[stored candidate]";

        private static ConfigDocuments Named(ConfigDocuments names, string config, string secrets) =>
            new(names.Config with { Text = config }, names.Secrets with { Text = secrets });
    }

    [JsonSerializable(typeof(Stored))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    private sealed partial class StoredJson : JsonSerializerContext;
}
