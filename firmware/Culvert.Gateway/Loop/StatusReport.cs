using Culvert.Console;
using Culvert.Control;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Network;
using Culvert.Gateway.Packets;
using Culvert.Hal;

namespace Culvert.Gateway.Loop;

/// <summary>Renders the state of the running gateway.</summary>
internal sealed class StatusReport(
    GatewayControl control, PacketPath path, FrontPanel front, InterfaceReport interfaces, LogRing log, IMonotonicClock clock, TimeProvider wallClock)
{
    public string Tunnels(bool json)
    {
        Instant now = clock.Now;
        var wall = new WallClock(wallClock.GetUtcNow() - (now - Instant.Zero));
        // What found a full queue on its way into a tunnel's device, only the kernel has seen.
        DeviceCounters counters = interfaces.Counters;
        IReadOnlyList<TunnelStatus> tunnels = [.. control.GetTunnels(now).Select(tunnel => tunnel.WithQueueDrops(counters.SendDrops(tunnel.Device)))];
        return json ? TunnelsJson.Render(tunnels, now, wall, (tunnel, child) => path.Carried(tunnel, child.InboundSpi, child.OutboundSpi)) : TunnelsText.Render(tunnels, now, wall);
    }

    public string Connections(bool json) =>
        json ? ConnectionsJson.Render(control.GetConnections()) : ConnectionsText.Render(control.GetConnections());

    /// <exception cref="KernelException">The machine does not show its devices.</exception>
    public string Interfaces(bool json)
    {
        IReadOnlyList<InterfaceStatus> all = interfaces.Look(control.Plan);
        return json ? InterfacesJson.Render(all) : InterfacesText.Render(all, interfaces.Problems);
    }

    public string Log(bool json, int lines) => json ? LoggedJson.Render(log.Newest(lines)) : LoggedText.Render(log.Newest(lines));

    public string Leds(bool json, bool colour)
    {
        IReadOnlyList<LedStatus> leds = front.Leds;
        return json ? LedsJson.Render(leds) : LedsText.Render(leds, colour);
    }

    public string LedTiming(bool json) => json ? LedTimingJson.Render(front.Timing) : LedTimingText.Render(front.Timing);

    public string Routes(bool json) => json ? RoutesJson.Render(control.Plan) : RoutesText.Render(control.Plan);

    public static string Version(VersionInfo version, bool json) => json ? VersionText.RenderJson(version) : VersionText.Render(version);
}
