namespace Culvert.Fuzz;

/// <summary>How often a target was fed, and what became of it.</summary>
internal sealed record Tally(string Target, long Fed, long Rebuilds, IReadOnlyList<KeyValuePair<string, long>> Counted)
{
    public Tally Plus(Tally other) => new(Target, Fed + other.Fed, Rebuilds + other.Rebuilds,
        [.. Counted.Zip(other.Counted, (mine, others) => KeyValuePair.Create(mine.Key, mine.Value + others.Value))]);
}
