namespace Culvert.Control;

/// <summary>Why a tunnel is not up, for scripts; <see cref="ReasonCodes"/> has the spelling.</summary>
public enum ReasonCode
{
    None,

    /// <summary>The peer answers nothing.</summary>
    NoAnswer,

    /// <summary>Wrong secret or identity, at either end.</summary>
    AuthFailed,

    NoProposal,

    Selectors,

    IkeVersion,

    /// <summary>A NAT is on the path and the configuration forbids UDP encapsulation.</summary>
    NatForbidden,

    /// <summary>The machine has no route to the peer.</summary>
    NoRoute,

    /// <summary>The peer deleted the SA.</summary>
    PeerDeleted,

    /// <summary>The peer was there and stopped answering.</summary>
    PeerDead,

    /// <summary>Taken down by a person, or configured off.</summary>
    AdminDown,

    /// <summary>The machine refused something that the tunnel needs.</summary>
    LocalError,

    /// <summary>The peer broke the protocol, or sent an error that has no code of its own.</summary>
    ProtocolError,
}
