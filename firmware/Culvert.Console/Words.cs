using Culvert.Config;
using Culvert.Control.Interfaces;
using Culvert.Crypto;
using Culvert.Ike;

namespace Culvert.Console;

/// <summary>The words for values that come from the cores.</summary>
internal static class Words
{
    public static string Of(NatSituation nat) => nat switch
    {
        NatSituation.None => "none",
        NatSituation.Local => "local",
        NatSituation.Remote => "remote",
        NatSituation.Both => "both",
        _ => "forced",
    };

    public static string Of(ConnectionMode mode) => mode == ConnectionMode.Ecmp ? "ecmp" : "active-standby";

    public static string Of(RoutingMode routing) => routing == RoutingMode.Bgp ? "bgp" : "static";

    /// <summary>The word of JSON; null: none.</summary>
    public static string? Of(InterfaceRole role) => role switch
    {
        InterfaceRole.Wan => "wan",
        InterfaceRole.Lan => "lan",
        InterfaceRole.Tunnel => "tunnel",
        _ => null,
    };

    public static string Of(InterfaceSource source) => source.IsDhcp ? "dhcp" : "static";

    /// <summary>The suite without the group of its own key exchange, which is told apart.</summary>
    public static string WithoutPfs(EspProposal suite) => (suite with { Group = DhGroup.None }).ToString();

    /// <summary>The group actually used; null for the child of IKE_AUTH and without PFS.</summary>
    public static string? Pfs(EspProposal suite) => suite.Group == DhGroup.None ? null : SuiteNames.Group(suite.Group);

    public static string Encapsulation(ChildSaStatus child) => child.UdpEncapsulated ? "udp" : "esp";
}
