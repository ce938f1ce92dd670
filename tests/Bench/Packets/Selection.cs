using System.Text.RegularExpressions;
using Culvert.Bench.Packets.Measures;

namespace Culvert.Bench.Packets;

/// <summary>What of the contest is wanted: a regular expression on "subject: measure", as the environment's ONLY has it; all without one.</summary>
internal sealed class Selection(string? pattern)
{
    private readonly Regex? _pattern = string.IsNullOrEmpty(pattern) ? null : new Regex(pattern, RegexOptions.IgnoreCase);

    public static Selection FromEnvironment() => new(Environment.GetEnvironmentVariable("ONLY"));

    public bool IsEverything => _pattern is null;

    public bool Wants(SubjectName subject, IMeasure measure) => _pattern?.IsMatch($"{subject}: {measure.Name}") ?? true;
}
