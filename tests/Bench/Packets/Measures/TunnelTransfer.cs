using Culvert.Bench.Packets.Subjects;

namespace Culvert.Bench.Packets.Measures;

/// <summary>One TCP stream through each of a subject's tunnels, for a few seconds, and what the gateways hold meanwhile.</summary>
internal sealed class TunnelTransfer : IMeasure
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);

    public string Name => "a stream in each tunnel";

    public IEnumerable<(string Metric, double Amount)> Take(Subject subject)
    {
        LedLateness ledsBefore = subject.Leds;
        long? bytes = null;
        double rate;
        using (var fan = new StreamFan(subject.Site, subject.Ways))
        {
            rate = fan.Run(Duration, () => bytes = subject.ResidentBytes);
        }

        yield return (Metrics.StreamInEach, rate / 1e9);
        if (bytes is { } resident) yield return (Metrics.Memory, resident / 1e6);
        LedLateness leds = subject.Leds - ledsBefore;
        yield return (Metrics.LedChanges, leds.Changes);
        yield return (Metrics.LedChangesInTime, leds.WithinLimit);
    }
}
