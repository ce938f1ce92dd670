namespace Culvert.Testing;

/// <summary>How far two endpoints have come when damaged messages hit them.</summary>
public enum FuzzStage
{
    /// <summary>IKE_SA_INIT is on its way: one end waits for the answer, the other knows nothing.</summary>
    First,

    /// <summary>Keys are there, identities are not: IKE_AUTH is on its way.</summary>
    Unauthenticated,

    /// <summary>Everything is up, and a request of either end is unanswered.</summary>
    Established,
}
