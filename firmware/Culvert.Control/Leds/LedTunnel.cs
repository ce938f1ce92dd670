using Culvert.Core;

namespace Culvert.Control.Leds;

/// <summary>What an LED needs to know of a tunnel.</summary>
/// <param name="LastTraffic">The last packet in either direction; <see cref="Instant.Zero"/>: never.</param>
public readonly record struct LedTunnel(string Name, TunnelState State, Instant LastTraffic);
