using Culvert.Console;
using Culvert.Control;
using Culvert.Core;
using Culvert.Hal;

namespace Culvert.Gateway.Loop;

/// <summary>Renders the state of the running gateway.</summary>
internal sealed class StatusReport(GatewayControl control, IMonotonicClock clock, TimeProvider wallClock)
{
    public string Tunnels(bool json)
    {
        Instant now = clock.Now;
        var wall = new WallClock(wallClock.GetUtcNow() - (now - Instant.Zero));
        IReadOnlyList<TunnelStatus> tunnels = control.GetTunnels(now);
        return json ? TunnelsJson.Render(tunnels, now, wall) : TunnelsText.Render(tunnels, now, wall);
    }

    public string Leds(bool json) => json ? LedsJson.Render(control.GetLeds(clock.Now)) : LedsText.Render(control.GetLeds(clock.Now));

    public string Routes(bool json) => json ? RoutesJson.Render(control.Plan) : RoutesText.Render(control.Plan);

    public static string Version(VersionInfo version, bool json) => json ? VersionText.RenderJson(version) : VersionText.Render(version);
}
