using System.Diagnostics.CodeAnalysis;

namespace Culvert.Config.Editing;

/// <summary>The documents after an edit, or why it cannot be made: never one and the other.</summary>
/// <param name="Documents">Null exactly when there are problems.</param>
/// <param name="Problems">One line each: what, where, what to do. Never quotes a secret.</param>
public sealed record EditResult(ConfigDocuments? Documents, IReadOnlyList<string> Problems)
{
    [MemberNotNullWhen(true, nameof(Documents))]
    public bool IsDone => Documents is not null;

    internal static EditResult Done(ConfigDocuments documents) => new(documents, []);

    internal static EditResult Refused(string problem) => new(null, [problem]);
}
