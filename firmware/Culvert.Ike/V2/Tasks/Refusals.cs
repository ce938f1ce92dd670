using Culvert.Ike.Negotiation;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>What an error notify of the peer means to us, and in words.</summary>
internal static class Refusals
{
    public static IkeFailure Reason(NotifyType type) => type switch
    {
        NotifyType.AUTHENTICATION_FAILED => IkeFailure.AuthenticationFailed,
        NotifyType.NO_PROPOSAL_CHOSEN or NotifyType.INVALID_KE_PAYLOAD => IkeFailure.NoProposal,
        NotifyType.TS_UNACCEPTABLE or NotifyType.SINGLE_PAIR_REQUIRED or NotifyType.INVALID_SELECTORS => IkeFailure.Selectors,
        NotifyType.INVALID_MAJOR_VERSION => IkeFailure.IkeVersion,
        _ => IkeFailure.Protocol,
    };

    public static string WithoutUdp(IkeSa sa) =>
        $"peer {sa.Remote.Address} will not have ESP in UDP (it does no NAT detection, or stays on port 500), and this machine may not send raw ESP: run as root or with CAP_NET_RAW";

    /// <summary>As responder: what the peer asks for and what we have.</summary>
    public static string NothingInCommon(IkeSa sa, SelectorPair asked) =>
        $"peer {sa.Remote.Address} asks for {asked}, which has nothing in common with our selectors {OfTunnel(sa)}";

    /// <summary>As initiator: what we asked for and what the peer made of it.</summary>
    public static string OutsideOfOffer(IkeSa sa, SelectorPair offered, SelectorPair answered) =>
        $"peer {sa.Remote.Address} chose the selectors {answered}, which are not inside of those that we offered, {offered}";

    /// <param name="offered">The selectors of the request; null: all of the tunnel's.</param>
    public static string Text(IkeSa sa, NotifyType type, SelectorPair? offered = null) => type switch
    {
        NotifyType.AUTHENTICATION_FAILED =>
            $"peer {sa.Remote.Address} refuses our identity {sa.Tunnel.LocalId} or the pre-shared key (AUTHENTICATION_FAILED)",
        NotifyType.NO_PROPOSAL_CHOSEN => $"peer {sa.Remote.Address} accepts none of our suites (NO_PROPOSAL_CHOSEN)",
        NotifyType.TS_UNACCEPTABLE =>
            $"peer {sa.Remote.Address} has nothing in common with our selectors {offered ?? OfTunnel(sa)} (TS_UNACCEPTABLE)",
        NotifyType.INVALID_MAJOR_VERSION => $"peer {sa.Remote.Address} does not speak IKEv2 (INVALID_MAJOR_VERSION)",
        _ => $"peer {sa.Remote.Address} answers {type}",
    };

    private static SelectorPair OfTunnel(IkeSa sa) => new(sa.Tunnel.LocalSelectors, sa.Tunnel.RemoteSelectors);
}
