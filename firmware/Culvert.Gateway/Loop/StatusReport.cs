using Culvert.Console;
using Culvert.Control;
using Culvert.Hal;

namespace Culvert.Gateway.Loop;

/// <summary>Renders the state of the running gateway.</summary>
internal sealed class StatusReport(GatewayControl control, IMonotonicClock clock, TimeProvider wallClock)
{
    public string Tunnels(bool json) => $"{json} {string.Join('\n', control.GetTunnels(clock.Now))} {Offset}\n";

    public string Leds(bool json) => $"{json} {string.Join('\n', control.GetLeds(clock.Now))}\n";

    public string Routes(bool json) => $"{json} {string.Join('\n', control.Plan.Routes)}\n";

    public static string Version(VersionInfo version, bool json) => $"{json} {version}\n";

    private TimeSpan Offset => wallClock.GetUtcNow() - DateTimeOffset.UnixEpoch - (clock.Now - Core.Instant.Zero);
}
