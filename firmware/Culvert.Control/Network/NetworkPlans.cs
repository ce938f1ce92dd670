namespace Culvert.Control.Network;

internal static class NetworkPlans
{
    /// <summary>Records compare their lists by reference; a plan is new only when something in it is.</summary>
    public static bool Same(NetworkPlan left, NetworkPlan right) =>
        left.Devices.SequenceEqual(right.Devices)
        && left.Routes.SequenceEqual(right.Routes)
        && left.Guards.SequenceEqual(right.Guards)
        && left.LanNetworks.SequenceEqual(right.LanNetworks)
        && left.Peers.SequenceEqual(right.Peers);
}
