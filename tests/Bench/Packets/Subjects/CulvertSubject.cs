using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Packets.Subjects;

/// <summary>The product at both ends.</summary>
internal sealed class CulvertSubject(string suite) : Subject
{
    // That the idle tunnels of a subject which waits for its turn do not cost the others theirs.
    private const string QuietDelay = "60s", QuietTimeout = "180s";

    /// <summary>`udp` or `esp`; null: the product's default.</summary>
    public string? Encapsulation { get; init; }

    /// <summary>A folder whose `usr`, libcrypto in it, is the gateways' own; null: the machine's.</summary>
    public string? Root { get; init; }

    /// <summary>What a CHILD SA may carry; null: as much as it likes.</summary>
    public int? LifetimePackets { get; init; }

    protected override string System => SubjectNames.Culvert;

    protected override string Suite => suite;

    protected override IReadOnlyList<IGateway> SetUp() =>
    [
        Gateway(Site.Peer, Tunnels == 0
            ? [Connection("respond", SiteAddresses.BoxPublic, SiteAddresses.VpcNetwork, SiteAddresses.BranchNetwork)]
            : Numbered(number => Connection("respond", SiteAddresses.BoxPublic, TunnelNetworks.Far(number), TunnelNetworks.Near(number)), "peer", "box")),
        Gateway(Site.Box, Tunnels == 0
            ? [Connection("initiate", SiteAddresses.Endpoints[0], SiteAddresses.BranchNetwork, SiteAddresses.VpcNetwork)]
            : Numbered(number => Connection("initiate", SiteAddresses.Endpoints[0], TunnelNetworks.Near(number), TunnelNetworks.Far(number)), "box", "peer")),
    ];

    // They are between the same two addresses: only their identities tell them apart.
    private IReadOnlyList<CulvertConnection> Numbered(Func<int, CulvertConnection> connect, string here, string there) =>
    [
        .. Enumerable.Range(1, Tunnels).Select(number => connect(number) with
        {
            Name = $"site{number}",
            Tunnel = $"Tunnel{number}",
            LocalId = $"@{here}{number}",
            RemoteId = $"@{there}{number}",
            DpdDelay = QuietDelay,
            DpdTimeout = QuietTimeout,
        }),
    ];

    private CulvertGateway Gateway(Host host, IReadOnlyList<CulvertConnection> connections)
    {
        var gateway = new CulvertGateway(host) { Launcher = Root is null ? [] : Debian13.Launcher };
        gateway.Configure(connections);
        return gateway;
    }

    private CulvertConnection Connection(string start, string remote, string here, string there) => new()
    {
        Start = start,
        LocalId = remote == SiteAddresses.BoxPublic ? SiteAddresses.Endpoints[0] : SiteAddresses.BoxPublic,
        RemoteAddress = remote,
        Secret = "bench",
        IkeProposal = "aes128-sha1-modp2048",
        EspProposal = suite,
        LocalNetworks = [here],
        RemoteNetworks = [there],
        Encapsulation = Encapsulation,
        EspLifetimePackets = LifetimePackets,
    };
}
