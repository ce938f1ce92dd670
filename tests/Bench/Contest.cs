namespace Culvert.Bench;

/// <summary>All subjects, built once and measured in turns: what the machine does besides hits them alike.</summary>
internal sealed class Contest(IReadOnlyList<string> suites) : IDisposable
{
    private readonly IReadOnlyList<Subject> _subjects =
        [.. suites.SelectMany(suite => (Subject[])[Subject.Culvert(suite), Subject.StrongSwan(suite)])];

    public IEnumerable<Measurement> Round() =>
        from streams in (int[])[1, 4]
        from subject in _subjects
        select subject.Measure(streams);

    public void Dispose()
    {
        foreach (Subject subject in _subjects) subject.Dispose();
    }
}
