namespace Culvert.Ike;

/// <summary>Why a negotiation failed or an IKE SA ended; the gateway's reason codes are these.</summary>
public enum IkeFailure
{
    /// <summary>Wrong secret or identity, at either end (AUTHENTICATION_FAILED).</summary>
    AuthenticationFailed,

    /// <summary>No common suite (NO_PROPOSAL_CHOSEN, or a group that cannot be agreed).</summary>
    NoProposal,

    /// <summary>No common selectors (TS_UNACCEPTABLE).</summary>
    Selectors,

    /// <summary>The peer speaks another major version.</summary>
    IkeVersion,

    /// <summary>A NAT is on the path and the configuration forbids UDP encapsulation.</summary>
    NatForbidden,

    /// <summary>The peer wants what this machine does not permit.</summary>
    NotPermitted,

    /// <summary>The peer deleted the SA.</summary>
    PeerDeleted,

    /// <summary>The peer stopped answering.</summary>
    PeerDead,

    /// <summary>We ended it: by command, or because the configuration changed.</summary>
    Administrative,

    /// <summary>A newer IKE SA of the same tunnel took its place.</summary>
    Replaced,

    /// <summary>The peer broke the protocol, or sent an error that has no code of its own.</summary>
    Protocol,
}
