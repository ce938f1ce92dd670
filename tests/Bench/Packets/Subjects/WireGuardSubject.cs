using Culvert.Lab.Gateways;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Packets.Subjects;

/// <summary>wireguard-go at both ends: the fastest user-space tunnel that Debian has.</summary>
internal sealed class WireGuardSubject : Subject
{
    protected override string System => SubjectNames.WireGuard;

    protected override string Suite => "";

    protected override IReadOnlyList<IGateway> SetUp()
    {
        WireGuardKeys box = WireGuardKeys.New(), peer = WireGuardKeys.New();
        return
        [
            new WireGuardGateway(Site.Peer, peer, box.Public, SiteAddresses.BoxPublic, SiteAddresses.BranchNetwork),
            new WireGuardGateway(Site.Box, box, peer.Public, SiteAddresses.Endpoints[0], SiteAddresses.VpcNetwork),
        ];
    }
}
