using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Packets.Subjects;

/// <summary>The product at both ends.</summary>
internal sealed class CulvertSubject(string suite) : Subject
{
    /// <summary>`udp` or `esp`; null: the product's default.</summary>
    public string? Encapsulation { get; init; }

    /// <summary>A folder whose `usr`, libcrypto in it, is the gateways' own; null: the machine's.</summary>
    public string? Root { get; init; }

    protected override string System => SubjectNames.Culvert;

    protected override string Suite => suite;

    protected override IReadOnlyList<IGateway> SetUp() =>
    [
        Gateway(Site.Peer, "respond", SiteAddresses.Endpoints[0], SiteAddresses.BoxPublic, SiteAddresses.VpcNetwork, SiteAddresses.BranchNetwork),
        Gateway(Site.Box, "initiate", SiteAddresses.BoxPublic, SiteAddresses.Endpoints[0], SiteAddresses.BranchNetwork, SiteAddresses.VpcNetwork),
    ];

    private CulvertGateway Gateway(Host host, string start, string local, string remote, string here, string there)
    {
        var gateway = new CulvertGateway(host) { Launcher = Root is null ? [] : Debian13.Launcher };
        gateway.Configure(new CulvertConnection
        {
            Start = start,
            LocalId = local,
            RemoteAddress = remote,
            Secret = "bench",
            IkeProposal = "aes128-sha1-modp2048",
            EspProposal = suite,
            LocalNetworks = [here],
            RemoteNetworks = [there],
            Encapsulation = Encapsulation,
        });
        return gateway;
    }
}
