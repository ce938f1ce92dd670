using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Packets.Subjects;

/// <summary>No gateways: the kernels forward in clear. What no tunnel can be faster than.</summary>
internal sealed class ForwardingSubject : Subject
{
    protected override string System => SubjectNames.Forwarding;

    protected override string Suite => "";

    protected override IReadOnlyList<IGateway> SetUp()
    {
        foreach (Host gateway in (Host[])[Site.Box, Site.Peer]) gateway.Forward();
        foreach (string near in (string[])[SiteAddresses.BranchNetwork, TunnelNetworks.NearWhole])
            Site.Internet.Router.AddRoute(near, "via", SiteAddresses.BoxPublic, "dev", Site.Box.Name, "onlink");
        foreach (string far in (string[])[SiteAddresses.VpcNetwork, TunnelNetworks.FarWhole])
            Site.Internet.Router.AddRoute(far, "via", SiteAddresses.Endpoints[0], "dev", Site.Peer.Name, "onlink");
        return [];
    }
}
