using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Boot;

/// <summary>A host of the branch that asks both far ends, all the time, until one answers through a tunnel.</summary>
internal sealed class BootProbe
{
    private const string Interval = "0.02";

    private readonly IReadOnlyList<LabProcess> _pings;

    public BootProbe(BoxLaboratory lab)
    {
        // Asking who has the box's address is repeated once a second only: who asks knows it, as after any other restart.
        lab.Branch.Run("ip", "neighbor", "replace", SiteAddresses.BoxLan, "lladdr", BoxMachine.AddressOf("lan"), "nud", "permanent", "dev", "eth0");
        _pings = [.. Targets.Select(target => lab.Branch.Start("ping", "-n", "-i", Interval, target))];
    }

    /// <summary>What each endpoint has behind it: only through its own tunnel there is an answer before the other is up.</summary>
    public static IReadOnlyList<string> Targets { get; } = ["10.50.254.2", "10.50.254.6"];

    public bool HasAnswer => _pings.Any(ping => ping.Printed("bytes from"));

    public void Stop()
    {
        foreach (LabProcess ping in _pings) ping.Kill();
    }
}
