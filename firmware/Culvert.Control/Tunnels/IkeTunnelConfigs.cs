using Culvert.Config;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Tunnels;

/// <summary>IKE's view of a configured tunnel.</summary>
internal static class IkeTunnelConfigs
{
    /// <param name="needsUdp">Raw ESP does not get through: where there is a choice it is UDP, whatever the peer sends.</param>
    public static IkeTunnelConfig Make(TunnelConfig tunnel, WanPath path, bool needsUdp) => new()
    {
        Name = tunnel.Name,
        LocalAddress = tunnel.LocalAddress ?? path.Source,
        RemoteAddress = tunnel.RemoteAddress,
        LocalId = tunnel.LocalId ?? Identity.FromAddress(tunnel.LocalAddress ?? path.Source),
        RemoteId = tunnel.RemoteId,
        PreSharedKey = tunnel.PreSharedKey,
        IkeProposals = tunnel.IkeProposals,
        EspProposals = tunnel.EspProposals,
        LocalSelectors = tunnel.LocalSelectors,
        RemoteSelectors = tunnel.RemoteSelectors,
        Encapsulation = tunnel.Encapsulation == EncapsulationMode.Auto && (needsUdp || !path.AllowsRawEsp) ? EncapsulationMode.Udp : tunnel.Encapsulation,
        AllowsRawEsp = path.AllowsRawEsp,
        FollowsRawEsp = !needsUdp,
        IkeLifetime = tunnel.IkeLifetime,
        ChildLifetime = tunnel.EspLifetime,
        ChildLimit = tunnel.EspLimit,
        DpdDelay = tunnel.DpdDelay,
        DpdTimeout = tunnel.DpdTimeout,
        ReplayWindow = tunnel.ReplayWindow,
        MayInitiate = tunnel.Start is StartMode.Initiate or StartMode.OnDemand,
    };
}
