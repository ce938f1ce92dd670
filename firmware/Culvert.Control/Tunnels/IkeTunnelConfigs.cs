using Culvert.Config;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Tunnels;

/// <summary>IKE's view of a configured tunnel.</summary>
internal static class IkeTunnelConfigs
{
    public static IkeTunnelConfig Make(TunnelConfig tunnel, WanPath path) => new()
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
        Encapsulation = tunnel.Encapsulation,
        AllowsRawEsp = false,
        IkeLifetime = tunnel.IkeLifetime,
        ChildLifetime = tunnel.EspLifetime,
        ChildLimit = tunnel.EspLimit,
        DpdDelay = tunnel.DpdDelay,
        DpdTimeout = tunnel.DpdTimeout,
        ReplayWindow = tunnel.ReplayWindow,
        MayInitiate = tunnel.Start is StartMode.Initiate or StartMode.OnDemand,
    };
}
