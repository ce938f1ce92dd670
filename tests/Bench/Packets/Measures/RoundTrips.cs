using System.Globalization;
using System.Text.RegularExpressions;
using Culvert.Bench.Packets.Subjects;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Packets.Measures;

/// <summary>A thousand pings, 500 a second, through the tunnel and back.</summary>
internal sealed partial class RoundTrips : IMeasure
{
    private const int Pings = 1000, LoadSeconds = 5;
    private readonly Func<Subject, IReadOnlyList<LabProcess>> _load;
    private readonly string _median, _tail;

    private RoundTrips(string name, string median, string tail, Func<Subject, IReadOnlyList<LabProcess>> load) =>
        (Name, _median, _tail, _load) = (name, median, tail, load);

    public static RoundTrips Idle { get; } = new("RTT idle", Metrics.IdleMedian, Metrics.IdleTail, _ => []);

    /// <summary>Beside one TCP stream through the same tunnel.</summary>
    public static RoundTrips Loaded { get; } = new("RTT under load", Metrics.LoadedMedian, Metrics.LoadedTail, subject => [Iperf.Start(subject.Site, LoadSeconds)]);

    /// <summary>Beside as many busy programs as processors, on the machine that all share.</summary>
    public static RoundTrips BesideHogs { get; } = new(
        "RTT beside hogs", Metrics.HogsMedian, Metrics.HogsTail, subject => [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => subject.Site.Vpc.Start("sh", "-c", "while :; do :; done"))]);

    public string Name { get; }

    public IEnumerable<(string Metric, double Amount)> Take(Subject subject)
    {
        IReadOnlyList<LabProcess> load = _load(subject);
        string said = subject.Site.Branch.Try("ping", "-c", Pings.ToString(CultureInfo.InvariantCulture), "-i", "0.002", "-W", "1", SiteAddresses.VpcHost).Output;
        foreach (LabProcess process in load) process.Dispose();
        double[] times = [.. Time().Matches(said).Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * 1e3).Order()];
        if (times.Length < Pings * 9 / 10) throw new InvalidOperationException($"{subject.Name}: {times.Length} of {Pings} pings were answered");
        yield return (_median, times[times.Length / 2]);
        yield return (_tail, times[times.Length * 99 / 100]);
    }

    [GeneratedRegex("time=([0-9.]+) ms")]
    private static partial Regex Time();
}
