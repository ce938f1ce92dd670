using System.Diagnostics;

namespace Culvert.Lab.Probes;

/// <summary>What became of a run of probe datagrams.</summary>
/// <param name="Sent">Datagrams sent in the whole run.</param>
/// <param name="Received">Different datagrams that arrived.</param>
/// <param name="LongestSilence">The longest time for which whatever was sent was lost: from the sending of the first lost datagram
/// to the sending of the next that arrived, or until the report was asked for. A machine that halts for a moment sends nothing in
/// it, so its halts are not held against the way.</param>
public sealed record ProbeReport(long Sent, long Received, TimeSpan LongestSilence)
{
    /// <summary>Datagrams that never arrived.</summary>
    public long Lost => Sent - Received;

    internal static ProbeReport Of(IReadOnlyList<ProbeDatagram> datagrams, long since, long now)
    {
        long? lost = null;
        long longest = 0;
        foreach (ProbeDatagram datagram in datagrams.SkipWhile(datagram => since == 0 ? !datagram.Arrived : datagram.SentAt < since))
        {
            if (!datagram.Arrived) lost ??= datagram.SentAt;
            else if (lost is { } first)
            {
                longest = Math.Max(longest, datagram.SentAt - first);
                lost = null;
            }
        }

        if (lost is { } open) longest = Math.Max(longest, now - open);
        return new ProbeReport(datagrams.Count, datagrams.LongCount(datagram => datagram.Arrived), Stopwatch.GetElapsedTime(0, longest));
    }
}
