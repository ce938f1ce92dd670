namespace Culvert.Bench.Packets;

/// <summary>One value of one subject in one round.</summary>
internal sealed record Measurement(int Round, SubjectName Subject, string Metric, double Value);
