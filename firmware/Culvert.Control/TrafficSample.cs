using Culvert.Core;

namespace Culvert.Control;

/// <summary>
/// What the packet path has seen of one tunnel so far; every number only grows. Instants are <see cref="Instant.Zero"/>
/// when it never happened.
/// </summary>
public readonly record struct TrafficSample(
    string Tunnel,
    Instant LastOut,
    Instant LastAuthenticatedIn,
    long PacketsOut,
    long BytesOut,
    long PacketsIn,
    long BytesIn,
    TunnelDrops Drops);
