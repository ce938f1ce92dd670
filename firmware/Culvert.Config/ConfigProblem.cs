namespace Culvert.Config;

/// <summary>Why a document cannot be used, in words for the person who wrote it. Never quotes a secret.</summary>
/// <param name="File">The document's name.</param>
/// <param name="Line">From 1; where something is missing, the line it is missing from.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Remedy">What to do about it, often the nearest right word.</param>
public sealed record ConfigProblem(string File, int Line, int Column, string What, string? Remedy = null)
{
    public string What { get; } = Quoted.Line(What);

    public string? Remedy { get; } = Remedy is null ? null : Quoted.Line(Remedy);

    /// <summary>Path of the secret that is missing; null: something else is wrong.</summary>
    public string? MissingSecret { get; init; }

    /// <summary>"what, where, what to do" on one line.</summary>
    public override string ToString() => $"{What}, {File}:{Line}:{Column}{(Remedy is null ? "" : ", " + Remedy)}";
}
