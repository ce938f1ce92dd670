using System.Globalization;
using System.Text.Json;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Bench;

/// <summary>Two gateways of one make with a tunnel between them, up and idle until measured.</summary>
internal sealed class Subject : IDisposable
{
    public const string CulvertName = "culvert";
    public const string StrongSwanName = "strongSwan, user-space ESP";

    private const int Seconds = 5;
    private const string Secret = "bench";
    private static readonly TimeSpan UpLimit = TimeSpan.FromSeconds(20);
    private readonly SiteToSite _site = new();
    private readonly string _system;
    private readonly string _suite;
    private readonly IGateway _caller;
    private readonly IGateway _called;

    private Subject(string system, string suite, Func<SiteToSite, IGateway> caller, Func<SiteToSite, IGateway> called)
    {
        _system = system;
        _suite = suite;
        _called = called(_site);
        _caller = caller(_site);
        _called.Start();
        _caller.Start();
        Eventually.Until($"{system} passes a ping with {suite}", UpLimit, _site.CanPing);
        _site.Vpc.Start("iperf3", "-s");
    }

    private static string Caller => SiteAddresses.BoxPublic;

    private static string Called => SiteAddresses.Endpoints[0];

    public static Subject Culvert(string suite) => new(CulvertName, suite,
        site => Configured(site.Box, Culvert("initiate", Caller, Called, suite, SiteAddresses.BranchNetwork, SiteAddresses.VpcNetwork)),
        site => Configured(site.Peer, Culvert("respond", Called, Caller, suite, SiteAddresses.VpcNetwork, SiteAddresses.BranchNetwork)));

    public static Subject StrongSwan(string suite) => new(StrongSwanName, suite,
        site => Forwarding(site.Box, StrongSwan(Caller, Called, suite, SiteAddresses.BranchNetwork, SiteAddresses.VpcNetwork) with { StartAction = "start" }),
        site => Forwarding(site.Peer, StrongSwan(Called, Caller, suite, SiteAddresses.VpcNetwork, SiteAddresses.BranchNetwork)));

    /// <summary>One transfer from the branch to the VPC.</summary>
    public Measurement Measure(int streams)
    {
        LedLateness ledsBefore = Leds;
        TimeSpan before = ProcessorTime;
        CommandResult result = _site.Branch.Run("iperf3", "-c", SiteAddresses.VpcHost, "-J",
            "-t", Seconds.ToString(CultureInfo.InvariantCulture), "-P", streams.ToString(CultureInfo.InvariantCulture));
        TimeSpan used = ProcessorTime - before;
        using JsonDocument document = JsonDocument.Parse(result.Output);
        JsonElement received = document.RootElement.GetProperty("end").GetProperty("sum_received");
        return new Measurement(_system, _suite, streams,
            received.GetProperty("bits_per_second").GetDouble() / 1e9,
            used.TotalSeconds / (received.GetProperty("bytes").GetDouble() / 1e9),
            Leds - ledsBefore);
    }

    public void Dispose() => _site.Dispose();

    private TimeSpan ProcessorTime => _caller.Process!.ProcessorTime + _called.Process!.ProcessorTime;

    private LedLateness Leds =>
        new[] { _caller, _called }.OfType<CulvertGateway>().Select(LedLateness.Of).Aggregate(LedLateness.None, (sum, each) => sum + each);

    private static CulvertGateway Configured(Host host, CulvertConnection connection)
    {
        var gateway = new CulvertGateway(host);
        gateway.Configure(connection);
        return gateway;
    }

    private static StrongSwanGateway Forwarding(Host host, StrongSwanConnection connection)
    {
        host.Forward();
        return new StrongSwanGateway(host, connection);
    }

    private static CulvertConnection Culvert(string start, string local, string remote, string suite, string here, string there) => new()
    {
        Start = start,
        LocalId = local,
        RemoteAddress = remote,
        Secret = Secret,
        IkeProposal = "aes128-sha1-modp2048",
        EspProposal = suite,
        LocalNetworks = [here],
        RemoteNetworks = [there],
    };

    private static StrongSwanConnection StrongSwan(string local, string remote, string suite, string here, string there) => new()
    {
        LocalAddress = local,
        RemoteAddress = remote,
        LocalId = local,
        RemoteId = remote,
        Secret = Secret,
        IkeProposals = "aes128-sha1-modp2048",
        EspProposals = suite,
        LocalSelectors = here,
        RemoteSelectors = there,
    };
}
