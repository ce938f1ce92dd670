using Culvert.Core;

namespace Culvert.Ike.V2;

/// <summary>
/// Sending never goes back to a CHILD SA that it has left, since its sequence numbers may not be used twice: where only
/// such a one remains, it is rekeyed.
/// </summary>
internal static class Carriers
{
    /// <summary>Something of the tunnel ended: whatever only it carried gets a new CHILD SA.</summary>
    public static void Recover(Instant now, SaTable sas, string tunnel)
    {
        if (sas.NewestEstablished(tunnel) is not { } sa) return;
        ChildRecord[] carrying = [.. sas.OfTunnel(tunnel).SelectMany(other => other.Children).Where(child => child.OutboundReady)];
        foreach (ChildRecord left in sa.Children.Where(child => child.OutboundStopped).ToArray())
        {
            if (!carrying.Any(child => child.Selectors.Overlaps(left.Selectors))) sa.RekeyChild(now, left);
        }
    }
}
