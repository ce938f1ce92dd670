using System.Diagnostics;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Boot;

/// <summary>Takes a system into the laboratory, with AWS's endpoints made of strongSwan, and switches it on.</summary>
internal static class BootRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90), Settling = TimeSpan.FromSeconds(5), Turn = TimeSpan.FromMilliseconds(5);

    /// <param name="card">A card for it alone.</param>
    public static BootMeasurement Measure(BootSubject subject, string card)
    {
        using var lab = new BoxLaboratory(PeerKind.StrongSwan, card, new BoxWiring(subject.Start));
        var scene = new BootScene(lab.Box);
        var probe = new BootProbe(lab);
        long? readyAt = null, tunnelAt = null;
        Await("the gateway and a tunnel", scene, () =>
        {
            readyAt ??= subject.ReadyAt(scene);
            tunnelAt ??= probe.HasAnswer ? Stopwatch.GetTimestamp() : null;
            return readyAt is not null && tunnelAt is not null;
        });
        probe.Stop();
        return new BootMeasurement(
            subject.Name,
            Stopwatch.GetElapsedTime(lab.Box.PoweredAt, readyAt!.Value).TotalSeconds,
            Stopwatch.GetElapsedTime(lab.Box.PoweredAt, tunnelAt!.Value).TotalSeconds,
            subject.Stages.Count == 0 ? null : Observe(subject, lab, scene));
    }

    private static BootObservation Observe(BootSubject subject, BoxLaboratory lab, BootScene scene)
    {
        Await("both tunnels", scene, () => ((string[])["Tunnel1", "Tunnel2"]).All(tunnel => lab.EndpointOf(tunnel).Gateway.IsAnyTunnelUp()));
        Pass(scene, Settling);
        Await("the kernel's log", scene, () => BootObservation.HasLog(scene.Serial));
        Pass(scene, Settling);
        return BootObservation.Of(scene.Serial, subject.Stages, lab.Box.PoweredAt);
    }

    private static void Pass(BootScene scene, TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        Await("time", scene, () => Stopwatch.GetElapsedTime(start) > time);
    }

    private static void Await(string what, BootScene scene, Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            scene.Serial.Listen();
            if (condition()) return;
            if (Stopwatch.GetElapsedTime(start) > Limit)
                throw new TimeoutException($"not within {Limit.TotalSeconds} s: {what}; the serial line said:\n{scene.Serial.Text}");
            Thread.Sleep(Turn);
        }
    }
}
