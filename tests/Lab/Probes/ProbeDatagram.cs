namespace Culvert.Lab.Probes;

/// <summary>One probe datagram.</summary>
/// <param name="SentAt">When it was sent, as a <see cref="System.Diagnostics.Stopwatch"/> timestamp.</param>
/// <param name="Arrived">Whether it has arrived.</param>
internal readonly record struct ProbeDatagram(long SentAt, bool Arrived);
