using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Packets.Subjects;

/// <summary>Two gateways of one make with a tunnel between them, up and idle until measured.</summary>
internal abstract class Subject : IDisposable
{
    private static readonly TimeSpan UpLimit = TimeSpan.FromSeconds(60);
    private readonly Lazy<SiteToSite> _site = new(() => new SiteToSite());
    private IReadOnlyList<IGateway> _gateways = [];

    public SubjectName Name => new(System, Suite, Condition);

    public SiteToSite Site => _site.Value;

    /// <summary>What is not as usual, in a few words.</summary>
    public string Condition { get; init; } = "";

    /// <summary>False: the WAN devices cut and sum in software, as those of a small board do.</summary>
    public bool HasWanOffload { get; init; } = true;

    /// <summary>How many tunnels, each with networks of its own; 0: one, for the whole networks.</summary>
    public int Tunnels { get; init; }

    /// <summary>User and system time of both gateways; null where the kernel does the work.</summary>
    public TimeSpan? ProcessorTime => _gateways.Count == 0 ? null : _gateways.Aggregate(TimeSpan.Zero, (sum, each) => sum + each.Process!.ProcessorTime);

    /// <summary>Of the larger of the two gateways; null where the kernel does the work.</summary>
    public long? ResidentBytes => _gateways.Count == 0 ? null : _gateways.Max(each => each.Process!.ResidentBytes);

    public LedLateness Leds => _gateways.OfType<CulvertGateway>().Select(LedLateness.Of).Aggregate(LedLateness.None, (sum, each) => sum + each);

    /// <summary>Addresses of a host at either end, a pair for each tunnel.</summary>
    public IReadOnlyList<(string From, string To)> Ways => Tunnels == 0 ? [(SiteAddresses.BranchHost, SiteAddresses.VpcHost)] : TunnelNetworks.Ways(Tunnels);

    /// <summary>What now tells the box's CHILD SAs from earlier ones; empty where that is not known.</summary>
    public IEnumerable<string> Spis => _gateways.OfType<CulvertGateway>().Take(1).SelectMany(each => each.Tunnels()).Select(tunnel => tunnel.Child?.InSpi ?? "");

    protected abstract string System { get; }

    protected abstract string Suite { get; }

    /// <summary>The gateways with their configuration, the called one first; whatever else the site needs is set up.</summary>
    protected abstract IReadOnlyList<IGateway> SetUp();

    public void Start()
    {
        if (!HasWanOffload)
        {
            foreach (Host gateway in (Host[])[Site.Box, Site.Peer])
                gateway.Run("ethtool", "-K", "wan", "tx-udp-segmentation", "off", "gso", "off", "tso", "off", "gro", "on");
        }

        if (Tunnels > 0) TunnelNetworks.SetUp(Site);
        _gateways = SetUp();
        foreach (IGateway gateway in _gateways) gateway.Start();
        Eventually.Until($"{Name} passes pings", UpLimit, () => Ways.All(way => Site.CanPing(way.From, way.To)), () => string.Join("\n", _gateways.Select(each => each.Process?.Output)));
        Site.Vpc.Start("iperf3", "-s");
        Eventually.Until("iperf3 listens", UpLimit, () => Site.Vpc.Run("ss", "-Htln").Output.Contains(":5201", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        if (_site.IsValueCreated) Site.Dispose();
    }
}
