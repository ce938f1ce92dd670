using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>How a <see cref="CulvertPair"/> differs from the plain one: IPv4 between public addresses.</summary>
internal sealed record CulvertPairPlan
{
    public IReadOnlyList<string> NearNetworks { get; init; } = [SiteAddresses.BranchNetwork];

    public IReadOnlyList<string> FarNetworks { get; init; } = [SiteAddresses.VpcNetwork];

    /// <summary>The box stands behind a NAT.</summary>
    public bool Nat { get; init; }

    /// <summary>The gateways speak IPv6 to each other.</summary>
    public bool IPv6 { get; init; }

    /// <summary>Both families go through the tunnel.</summary>
    public bool InnerIPv6 { get; init; }

    public string EspProposal { get; init; } = "aes128-sha1";

    /// <summary>`udp`, `esp` or `auto`; null: the product's default.</summary>
    public string? BoxEncapsulation { get; init; }

    /// <summary>As above.</summary>
    public string? PeerEncapsulation { get; init; }
}
