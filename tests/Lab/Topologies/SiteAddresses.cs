namespace Culvert.Lab.Topologies;

/// <summary>The numbers of the laboratory: those of the sample file, and networks for the two sides.</summary>
public static class SiteAddresses
{
    /// <summary>What the box is called on the internet: its own address, or its NAT's.</summary>
    public const string BoxPublic = "52.42.3.179";

    public const string BranchNetwork = "10.60.0.0/16";
    public const string BranchHost = "10.60.1.10";
    public const string BoxLan = "10.60.1.1";

    public const string VpcNetwork = "10.50.0.0/16";
    public const string VpcHost = "10.50.1.10";
    public const string VpcRouter = "10.50.1.1";

    public const string BranchIPv6 = "fd60:1::10";
    public const string VpcIPv6 = "fd50:1::10";

    /// <summary>What each side has besides, when the test wants it.</summary>
    public const string SecondBranchNetwork = "10.61.0.0/16";

    public const string SecondBranchHost = "10.61.1.10";
    public const string SecondBoxLan = "10.61.1.1";
    public const string SecondVpcNetwork = "10.51.0.0/16";
    public const string SecondVpcHost = "10.51.1.10";
    public const string SecondVpcRouter = "10.51.1.1";

    /// <summary>Anybody else's address.</summary>
    public const string Elsewhere = "203.0.113.7";

    /// <summary>The box's WAN address when a NAT stands before it.</summary>
    public const string BoxPrivate = "192.168.178.20";

    public const string NatPrivate = "192.168.178.1";

    /// <summary>The peer's address when a NAT stands before it.</summary>
    public const string PeerPrivate = "192.168.179.20";

    public const string PeerNatPrivate = "192.168.179.1";

    /// <summary>Between a customer's NAT and its provider's (RFC 6598).</summary>
    public const string ProviderCustomer = "100.72.0.20";

    public const string ProviderNat = "100.72.0.1";

    /// <summary>The internet's address on every link that is routed rather than numbered.</summary>
    public const string Carrier = "100.64.0.1";

    public const string BoxIPv6 = "2001:db8:a::1";

    public const string EndpointIPv6 = "2001:db8:b::1";

    /// <summary>As <see cref="Carrier"/>.</summary>
    public const string CarrierIPv6 = "2001:db8:c::1";

    public static IReadOnlyList<string> Endpoints { get; } = ["3.34.222.44", "3.34.222.45"];
}
