namespace Culvert.Control;

public static class ReasonCodes
{
    /// <summary>The word that scripts see; null for <see cref="ReasonCode.None"/>.</summary>
    public static string? Word(this ReasonCode code) => code switch
    {
        ReasonCode.None => null,
        ReasonCode.NoAnswer => "no-answer",
        ReasonCode.AuthFailed => "auth-failed",
        ReasonCode.NoProposal => "no-proposal",
        ReasonCode.Selectors => "selectors",
        ReasonCode.IkeVersion => "ike-version",
        ReasonCode.NatForbidden => "nat-forbidden",
        ReasonCode.NoRoute => "no-route",
        ReasonCode.PeerDeleted => "peer-deleted",
        ReasonCode.PeerDead => "peer-dead",
        ReasonCode.AdminDown => "admin-down",
        ReasonCode.LocalError => "local-error",
        _ => "protocol-error",
    };
}
