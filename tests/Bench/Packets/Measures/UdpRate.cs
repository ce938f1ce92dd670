using Culvert.Bench.Packets.Subjects;

namespace Culvert.Bench.Packets.Measures;

/// <summary>
/// How many packets a second arrive when at most 0.3 % of what is sent is lost: the rate is doubled until too much is lost, then
/// searched between the last two.
/// </summary>
/// <param name="PacketBytes">Octets of a packet with its IP header.</param>
internal sealed record UdpRate(int PacketBytes) : IMeasure
{
    private const double LostPart = 0.003;

    // Below this the sender has not had the time that it needs: no more can be measured here.
    private const double SentPart = 0.95;

    private const int HeaderBytes = 28, Refinements = 4;
    private const double FirstRate = 10_000, LastRate = 4_000_000;

    public string Name => $"UDP {PacketBytes}";

    public IEnumerable<(string Metric, double Amount)> Take(Subject subject)
    {
        using var flood = new UdpFlood(subject.Site);
        double good = 0, bad = LastRate, best = 0;
        for (double rate = FirstRate; rate < bad; rate *= 2) Try(rate);
        for (int step = 0; step < Refinements; step++) Try((good + bad) / 2);
        yield return (PacketBytes == 64 ? Metrics.Small : Metrics.Large, best / 1e3);

        void Try(double rate)
        {
            (int sent, int arrived) = flood.Run(rate, PacketBytes - HeaderBytes);
            bool isGood = sent >= rate * SentPart && arrived >= sent * (1 - LostPart);
            if (isGood) (good, best) = (rate, Math.Max(best, arrived));
            else bad = rate;
        }
    }
}
