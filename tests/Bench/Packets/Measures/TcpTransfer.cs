using System.Globalization;
using System.Text.Json;
using Culvert.Bench.Packets.Subjects;

namespace Culvert.Bench.Packets.Measures;

/// <summary>TCP for a few seconds: goodput at the receiver; with one stream towards the VPC also what it cost.</summary>
/// <param name="Back">From the VPC to the branch.</param>
internal sealed record TcpTransfer(int Streams, bool Back = false) : IMeasure
{
    private const int Seconds = 4;

    public string Name => $"TCP {Streams}{(Back ? " back" : "")}";

    public IEnumerable<(string Metric, double Amount)> Take(Subject subject)
    {
        LedLateness ledsBefore = subject.Leds;
        TimeSpan? before = subject.ProcessorTime;
        JsonElement received = Iperf.Run(subject.Site, Seconds, ["-P", Streams.ToString(CultureInfo.InvariantCulture), .. Back ? ["-R"] : Array.Empty<string>()])
            .GetProperty("sum_received");
        TimeSpan? used = subject.ProcessorTime - before;
        yield return (Back ? Metrics.OneStreamBack : Streams == 1 ? Metrics.OneStream : Metrics.FourStreams, received.GetProperty("bits_per_second").GetDouble() / 1e9);
        LedLateness leds = subject.Leds - ledsBefore;
        yield return (Metrics.LedChanges, leds.Changes);
        yield return (Metrics.LedChangesInTime, leds.WithinLimit);
        if (Streams != 1 || Back) yield break;
        if (used is { } time) yield return (Metrics.Cost, time.TotalSeconds / (received.GetProperty("bytes").GetDouble() / 1e9));
    }
}
