using System.Diagnostics;

namespace Culvert.Lab.Probes;

/// <summary>What became of a run of probe datagrams.</summary>
/// <param name="Sent">Datagrams sent in the whole run.</param>
/// <param name="Received">Different datagrams that arrived.</param>
/// <param name="LongestSilence">The longest time between two arrivals, or from the last arrival until now.</param>
public sealed record ProbeReport(long Sent, long Received, TimeSpan LongestSilence)
{
    /// <summary>Datagrams that never arrived.</summary>
    public long Lost => Sent - Received;

    internal static ProbeReport Of(IReadOnlyList<ProbeArrival> arrivals, long since, long now, long sent)
    {
        long distinct = arrivals.Select(arrival => arrival.Number).Distinct().LongCount();
        long last = since == 0 && arrivals.Count > 0 ? arrivals[0].At : since;
        long longest = 0;
        foreach (ProbeArrival arrival in arrivals)
        {
            if (arrival.At < last) continue;
            longest = Math.Max(longest, arrival.At - last);
            last = arrival.At;
        }
        longest = Math.Max(longest, now - last);
        return new ProbeReport(sent, distinct, Stopwatch.GetElapsedTime(0, longest));
    }
}
