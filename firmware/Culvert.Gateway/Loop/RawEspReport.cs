using Culvert.Config;
using Culvert.Core;
using Culvert.Gateway.Logging;

namespace Culvert.Gateway.Loop;

/// <summary>Says in the log that ESP cannot go without UDP: a warning as soon as a tunnel may want it to.</summary>
/// <param name="refusal">Why; null when it can.</param>
internal sealed class RawEspReport(string? refusal, Log log)
{
    private LogLevel? _told;

    public void Look(GatewayConfig config)
    {
        LogLevel level = config.Tunnels.Any(tunnel => tunnel.Encapsulation != EncapsulationMode.Udp) ? LogLevel.Warning : LogLevel.Info;
        if (refusal is null || _told >= level) return;
        _told = level;
        log.Write(level, "packets", "", $"{refusal}; without it ESP goes in UDP only, and a peer that will not have that is refused");
    }
}
