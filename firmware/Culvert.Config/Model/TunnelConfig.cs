using System.Net;
using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Config;

/// <summary>One tunnel with every value in effect.</summary>
public sealed record TunnelConfig
{
    /// <summary>Unique on the box.</summary>
    public required string Name { get; init; }

    public required string Connection { get; init; }

    public StartMode Start { get; init; } = StartMode.Initiate;

    /// <summary>Higher is preferred.</summary>
    public int Preference { get; init; } = 100;

    /// <summary>Null (%defaultroute): the source address of the route to the peer.</summary>
    public IPAddress? LocalAddress { get; init; }

    /// <summary>Null: the local address, once known.</summary>
    public Identity? LocalId { get; init; }

    /// <summary>Null (%any): the peer may call from anywhere and is known by its identity.</summary>
    public required IPAddress? RemoteAddress { get; init; }

    public required Identity RemoteId { get; init; }

    /// <summary>2 or 1.</summary>
    public int IkeVersion { get; init; } = 2;

    public required IReadOnlyList<IkeProposal> IkeProposals { get; init; }

    public TimeSpan IkeLifetime { get; init; } = TimeSpan.FromHours(8);

    public required IReadOnlyList<EspProposal> EspProposals { get; init; }

    public TimeSpan EspLifetime { get; init; } = TimeSpan.FromHours(1);

    public TrafficLimit EspLimit { get; init; }

    public EncapsulationMode Encapsulation { get; init; } = EncapsulationMode.Udp;

    /// <summary>Inbound, in packets: 64 to 4096.</summary>
    public int ReplayWindow { get; init; } = 1024;

    public TimeSpan DpdDelay { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan DpdTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public required IReadOnlyList<TrafficSelector> LocalSelectors { get; init; }

    public required IReadOnlyList<TrafficSelector> RemoteSelectors { get; init; }

    public required Secret PreSharedKey { get; init; }
}
