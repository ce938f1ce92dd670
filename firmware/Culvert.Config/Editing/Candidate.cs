namespace Culvert.Config.Editing;

/// <summary>A configuration that somebody is working on, and the one it was begun from. Applies to nothing until it is committed.</summary>
/// <param name="Base">What was committed when the first change was made.</param>
/// <param name="Edited">The same with all changes so far.</param>
public sealed record Candidate(ConfigDocuments Base, ConfigDocuments Edited)
{
    /// <summary>What it would change.</summary>
    public IReadOnlyList<DocumentChange> Changes => DocumentDiff.Compare(Base, Edited);

    public override string ToString() => "[candidate]";
}
