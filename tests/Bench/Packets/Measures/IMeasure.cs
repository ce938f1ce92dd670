using Culvert.Bench.Packets.Subjects;

namespace Culvert.Bench.Packets.Measures;

/// <summary>One experiment, a few seconds long.</summary>
internal interface IMeasure
{
    /// <summary>To choose it by; see <see cref="Selection"/>.</summary>
    string Name { get; }

    /// <summary>What it gave, each by a name of <see cref="Metrics"/>.</summary>
    IEnumerable<(string Metric, double Amount)> Take(Subject subject);
}
