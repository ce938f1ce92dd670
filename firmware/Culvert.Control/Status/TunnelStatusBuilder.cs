using System.Net;
using Culvert.Control.Tunnels;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control;

internal static class TunnelStatusBuilder
{
    public static TunnelStatus Build(Tunnel tunnel, bool active, string device)
    {
        IkeSaStatus? ike = tunnel.Sa;
        TunnelReason reason = ReasonOf(tunnel);
        return new TunnelStatus
        {
            Name = tunnel.Name,
            Connection = tunnel.Config.Connection,
            State = tunnel.Machine.State,
            ReasonCode = reason.Code,
            Reason = reason.Text,
            Warnings = TunnelWarnings.Of(tunnel.Config, ike, tunnel.Carrying, tunnel.IsEspBlocked),
            Since = tunnel.Machine.Since,
            Active = active,
            Device = device,
            Mtu = tunnel.Mtu,
            IkeVersion = tunnel.Config.IkeVersion,
            Local = LocalEnd(tunnel, ike),
            Remote = new TunnelEnd(ike?.Remote.Address ?? tunnel.Config.RemoteAddress, ike?.Remote.Port ?? IkePorts.Ike, tunnel.Config.RemoteId),
            Ike = ike,
            Child = tunnel.Child,
            Traffic = tunnel.Sample,
        };
    }

    // Also beside "up": the peer is there, and the packets are not.
    private static TunnelReason ReasonOf(Tunnel tunnel) =>
        tunnel.Machine.Reason.Code == ReasonCode.None && tunnel.RouteError is { } refused ? ReasonText.LocalError(refused) : tunnel.Machine.Reason;

    private static TunnelEnd LocalEnd(Tunnel tunnel, IkeSaStatus? ike)
    {
        IPAddress? address = ike?.Local.Address ?? tunnel.Config.LocalAddress ?? tunnel.Path?.Source;
        Identity? id = tunnel.Config.LocalId ?? (address is null ? null : Identity.FromAddress(address));
        return new TunnelEnd(address, ike?.Local.Port ?? IkePorts.Ike, id);
    }
}
