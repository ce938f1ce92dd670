using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Packets.Subjects;

/// <summary>charon with kernel-libipsec at both ends.</summary>
internal sealed class StrongSwanSubject(string suite) : Subject
{
    protected override string System => SubjectNames.StrongSwan;

    protected override string Suite => suite;

    protected override IReadOnlyList<IGateway> SetUp() =>
    [
        Gateway(Site.Peer, Connection(SiteAddresses.Endpoints[0], SiteAddresses.BoxPublic, SiteAddresses.VpcNetwork, SiteAddresses.BranchNetwork)),
        Gateway(Site.Box, Connection(SiteAddresses.BoxPublic, SiteAddresses.Endpoints[0], SiteAddresses.BranchNetwork, SiteAddresses.VpcNetwork) with { StartAction = "start" }),
    ];

    private static StrongSwanGateway Gateway(Host host, StrongSwanConnection connection)
    {
        host.Forward();
        return new StrongSwanGateway(host, connection);
    }

    private StrongSwanConnection Connection(string local, string remote, string here, string there) => new()
    {
        LocalAddress = local,
        RemoteAddress = remote,
        LocalId = local,
        RemoteId = remote,
        Secret = "bench",
        IkeProposals = "aes128-sha1-modp2048",
        EspProposals = suite,
        LocalSelectors = here,
        RemoteSelectors = there,
    };
}
