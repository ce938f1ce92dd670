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
        $"peer {sa.Remote.Address} will not have ESP in UDP (it does no NAT detection, or stays on port 500), and raw ESP is not supported by this version";

    public static string Text(IkeSa sa, NotifyType type) => type switch
    {
        NotifyType.AUTHENTICATION_FAILED =>
            $"peer {sa.Remote.Address} refuses our identity {sa.Tunnel.LocalId} or the pre-shared key (AUTHENTICATION_FAILED)",
        NotifyType.NO_PROPOSAL_CHOSEN => $"peer {sa.Remote.Address} accepts none of our suites (NO_PROPOSAL_CHOSEN)",
        NotifyType.TS_UNACCEPTABLE =>
            $"peer {sa.Remote.Address} does not accept our selectors {string.Join(", ", sa.Tunnel.LocalSelectors)} to {string.Join(", ", sa.Tunnel.RemoteSelectors)} (TS_UNACCEPTABLE)",
        NotifyType.INVALID_MAJOR_VERSION => $"peer {sa.Remote.Address} does not speak IKEv2 (INVALID_MAJOR_VERSION)",
        _ => $"peer {sa.Remote.Address} answers {type}",
    };
}
