using Culvert.Core;

namespace Culvert.Ike.V2;

/// <summary>What a newly authenticated IKE SA means for the others of its tunnel.</summary>
internal static class Succession
{
    private const string TookItsPlace = "a new IKE SA took its place", Crossed = "both ends connected at once; the other IKE SA stays";

    /// <summary>Both ends have connected at once and the other IKE SA is the one to stay: this one is never sent on.</summary>
    public static bool IsRedundant(IkeContext context, IkeSa fresh) => context.Sas.OfTunnel(fresh.Tunnel.Name).Any(other =>
        other != fresh && other.State == IkeSaState.Established && HaveCrossed(fresh, other) && Loser(fresh, other) == fresh);

    public static void Apply(Instant now, IkeContext context, IkeSa fresh, bool initialContact)
    {
        foreach (IkeSa other in context.Sas.OfTunnel(fresh.Tunnel.Name).ToArray())
        {
            if (other == fresh || other.State != IkeSaState.Established) continue;
            if (HaveCrossed(fresh, other)) DropLoser(now, fresh, other);
            else if (initialContact) other.Supersede(now, "the peer started anew");
            else if (fresh.IsInitiator) other.Delete(now, IkeFailure.Replaced, TookItsPlace);
            else other.ExpectEnd(now, TookItsPlace);
        }

        if (!fresh.IsInitiator) context.Attempts.Yield(fresh.Tunnel.Name);
    }

    /// <summary>Both ends initiated at once: the older one came up while the newer was being negotiated, so it is no leftover.</summary>
    private static bool HaveCrossed(IkeSa fresh, IkeSa other) =>
        fresh.IsInitiator != other.IsInitiator && other.AuthenticatedAt >= fresh.CreatedAt;

    // Both ends know both SPIs and so agree.
    private static IkeSa Loser(IkeSa left, IkeSa right) => left.InitiatorSpi < right.InitiatorSpi ? left : right;

    // The loser's initiator acts.
    private static void DropLoser(Instant now, IkeSa left, IkeSa right)
    {
        IkeSa loser = Loser(left, right);
        if (loser.IsInitiator) loser.DeleteAsRedundant(now, Crossed);
        else loser.ExpectEnd(now, Crossed);
    }
}
