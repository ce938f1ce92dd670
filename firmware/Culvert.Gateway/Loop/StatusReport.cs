using Culvert.Console;
using Culvert.Control;
using Culvert.Control.Leds;
using Culvert.Core;
using Culvert.Hal;

namespace Culvert.Gateway.Loop;

/// <summary>Renders the state of the running gateway.</summary>
internal sealed class StatusReport(GatewayControl control, FrontPanel front, IMonotonicClock clock, TimeProvider wallClock)
{
    public string Tunnels(bool json)
    {
        Instant now = clock.Now;
        var wall = new WallClock(wallClock.GetUtcNow() - (now - Instant.Zero));
        IReadOnlyList<TunnelStatus> tunnels = control.GetTunnels(now);
        return json ? TunnelsJson.Render(tunnels, now, wall) : TunnelsText.Render(tunnels, now, wall);
    }

    public string Leds(bool json, bool colour)
    {
        IReadOnlyList<LedStatus> leds = front.Leds;
        return json ? LedsJson.Render(leds) : LedsText.Render(leds, colour);
    }

    public string LedTiming(bool json) => json ? LedTimingJson.Render(front.Timing) : LedTimingText.Render(front.Timing);

    public string Routes(bool json) => json ? RoutesJson.Render(control.Plan) : RoutesText.Render(control.Plan);

    public static string Version(VersionInfo version, bool json) => json ? VersionText.RenderJson(version) : VersionText.Render(version);
}
