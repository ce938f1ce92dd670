namespace Culvert.Hal.Disks;

/// <summary>A disk and its partitions, by their nodes below /dev.</summary>
/// <param name="Device">The whole of it.</param>
/// <param name="Partitions">By number, from 1.</param>
public sealed record Disk(string Device, IReadOnlyDictionary<int, string> Partitions);
