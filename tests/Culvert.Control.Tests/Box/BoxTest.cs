using Culvert.Config;
using Culvert.Control.Leds;
using Culvert.Core;

namespace Culvert.Control.Tests.Box;

/// <summary>A fresh box per test, and what the tests share.</summary>
public abstract class BoxTest
{
    internal BoxLab Lab { get; } = new();

    protected LedPattern[] Patterns() => Lab.Control.GetLeds(Lab.Now).Select(led => led.Pattern).ToArray();

    protected int InitsTo(int peer) =>
        Lab.Link.Sent.Count(m => m.Exchange == "IKE_SA_INIT" && m.IsRequest && m.Datagram.Remote.Address.Equals(BoxLab.PeerAddresses[peer]));

    protected GatewayConfig OneTunnel() => Lab.Config with
    {
        Connections = [Lab.Config.Connections[0] with { Tunnels = [Lab.Config.Connections[0].Tunnels[0]] }],
    };

    protected static GatewayConfig Change(GatewayConfig config, string tunnel, Func<TunnelConfig, TunnelConfig> change) => config with
    {
        Connections = config.Connections
            .Select(c => c with { Tunnels = c.Tunnels.Select(t => t.Name == tunnel ? change(t) : t).ToList() })
            .ToList(),
    };

    // The same content in other objects, as a second reading of the files gives.
    protected static GatewayConfig Copy(GatewayConfig config) => Change(config, "Tunnel1", tunnel => tunnel with
    {
        IkeProposals = tunnel.IkeProposals.ToList(),
        EspProposals = tunnel.EspProposals.ToList(),
        LocalSelectors = tunnel.LocalSelectors.Select(selector => selector with { }).ToList(),
        PreSharedKey = new Secret(tunnel.PreSharedKey.Span),
    });
}
