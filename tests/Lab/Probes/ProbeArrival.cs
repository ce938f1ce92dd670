namespace Culvert.Lab.Probes;

/// <summary>One probe datagram received.</summary>
/// <param name="Number">Its place in the order of sending, from 0.</param>
/// <param name="At">When, as a <see cref="System.Diagnostics.Stopwatch"/> timestamp.</param>
public readonly record struct ProbeArrival(long Number, long At);
