using System.Diagnostics.CodeAnalysis;

namespace Culvert.Config.Import;

/// <summary>
/// What an import understood and what it would change. <see cref="Documents"/> is null, and nothing may be committed,
/// when there is any problem or anything is missing.
/// </summary>
public sealed record ImportResult
{
    public required IReadOnlyList<ImportedConnection> Connections { get; init; }

    public required IReadOnlyList<ImportNote> Notes { get; init; }

    public required IReadOnlyList<ConfigProblem> Problems { get; init; }

    public required IReadOnlyList<MissingValue> Missing { get; init; }

    /// <summary>The two documents after the import, in full; those that were there when nothing changes.</summary>
    public ConfigDocuments? Documents { get; init; }

    /// <summary>What <see cref="Documents"/> changes; empty: the same was imported before.</summary>
    public required IReadOnlyList<DocumentChange> Changes { get; init; }

    [MemberNotNullWhen(true, nameof(Documents))]
    public bool IsUsable => Documents is not null;
}
