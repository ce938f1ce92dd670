using Culvert.Bench.Packets.Subjects;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Packets.Measures;

/// <summary>
/// Beside one TCP stream at full speed, which wears out CHILD SAs one after the other: numbered datagrams both ways, and how many of
/// them are lost.
/// </summary>
internal sealed class RekeyLoss : IMeasure
{
    private const int Seconds = 10, There = 9201, Back = 9202;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1), Look = TimeSpan.FromMilliseconds(200);

    public string Name => "rekey under load";

    public IEnumerable<(string Metric, double Amount)> Take(Subject subject)
    {
        HashSet<string> spis = [.. subject.Spis];
        using var there = new NumberedStream(subject.Site.Branch, subject.Site.Vpc, SiteAddresses.VpcHost, There);
        using var back = new NumberedStream(subject.Site.Vpc, subject.Site.Branch, SiteAddresses.BranchHost, Back);
        using (LabProcess load = Iperf.Start(subject.Site, Seconds))
        {
            for (; !load.HasExited; Thread.Sleep(Look)) spis.UnionWith(subject.Spis);
        }

        Thread.Sleep(Settling);
        (long Sent, long Lost) first = there.Stop(), second = back.Stop();
        yield return (Metrics.Rekeys, spis.Count - 1);
        yield return (Metrics.RekeySent, first.Sent + second.Sent);
        yield return (Metrics.RekeyLost, first.Lost + second.Lost);
    }
}
