using Culvert.Config;
using Culvert.Config.Editing;
using Culvert.Gateway.ControlSocket;
using Culvert.Hal;

namespace Culvert.Gateway.Configuration;

/// <summary>
/// set, delete, compare, commit, discard: the one engine behind the commands of the command line and those of the
/// console. Everything is in the configuration directory; a running gateway is needed for nothing, and has applied a
/// commit when it returns.
/// </summary>
/// <param name="ask">Asks the running gateway; null when none runs.</param>
internal sealed class ConfigVerbs(IDurableStorage storage, ConfigStore store, Func<ControlRequest, ControlReply?> ask)
{
    private readonly CandidateStore _candidates = new(storage, store);

    /// <summary>There are changes that are not committed.</summary>
    public bool HasCandidate => _candidates.Read() is not null;

    public VerbResult Set(IReadOnlyList<string> words) => Edit(documents => ConfigEditor.Set(documents, words));

    public VerbResult Delete(IReadOnlyList<string> words) => Edit(documents => ConfigEditor.Delete(documents, words));

    /// <summary>What would change, and, where the candidate is outdated, what was changed meanwhile.</summary>
    public VerbResult Compare()
    {
        if (_candidates.Read() is not { } candidate) return VerbResult.Done("no changes");
        string[] mine = Lines(candidate.Changes);
        if (!_candidates.IsOutdated(candidate)) return VerbResult.Done(mine);
        return VerbResult.Done(
        [
            .. mine,
            "the configuration was changed after these changes were begun:",
            .. Lines(DocumentDiff.Compare(candidate.Base, store.Read())),
            "these changes cannot be committed any more: discard them, and make them again",
        ]);
    }

    /// <summary>The same for programs; empty when there is no candidate.</summary>
    public IReadOnlyList<DocumentChange> Changes() => _candidates.Read()?.Changes ?? [];

    /// <summary>Validates all, then replaces the configuration, and has a running gateway apply it.</summary>
    public VerbResult Commit()
    {
        if (_candidates.Read() is not { } candidate) return VerbResult.Done("nothing to commit");
        _candidates.ThrowIfOutdated(candidate);
        if (CandidateCheck.FindProblems(candidate.Edited) is { Count: > 0 } problems) return VerbResult.Failed([.. problems, "nothing was committed"]);
        store.Commit(candidate.Base, candidate.Edited);
        _candidates.Remove(only: candidate);
        return Applied([.. CandidateCheck.FindNotes(candidate.Edited).Select(note => $"note: {note}"), .. Lines(candidate.Changes)]);
    }

    /// <summary>
    /// What is not made of the candidate would make that outdated, and the changes of whoever began it would be lost: it is to
    /// be committed or discarded first.
    /// </summary>
    /// <exception cref="UserException">There is one.</exception>
    public void ThrowIfCandidate(string what)
    {
        if (HasCandidate)
            throw new UserException($"there are changes that are not committed, {store.Directory}, see them with compare, then commit or discard them and {what} again");
    }

    public VerbResult Discard()
    {
        _candidates.Remove();
        return VerbResult.Done();
    }

    /// <summary>Has a running gateway with the same directory take what is committed now.</summary>
    /// <param name="output">What to say when it is done.</param>
    public VerbResult Applied(IReadOnlyList<string> output)
    {
        // Without a gateway there is nothing to apply it: the next one starts with it.
        ControlReply? reply = ask(new ControlRequest(["reload"], Config: store.Directory));
        return reply is null || reply.Error.Length == 0
            ? VerbResult.Done(output)
            : new VerbResult(false, output, [$"committed, but the running gateway did not take it: {reply.Error}"]);
    }

    private VerbResult Edit(Func<ConfigDocuments, EditResult> edit) =>
        _candidates.Edit(edit) is { } problems ? VerbResult.Failed(problems) : VerbResult.Done();

    private static string[] Lines(IEnumerable<DocumentChange> changes) => [.. changes.Select(change => change.ToString())];
}
