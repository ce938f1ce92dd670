namespace Culvert.Control.Tunnels;

/// <summary>Who begins a negotiation.</summary>
internal enum TunnelRole
{
    /// <summary>We do, and keep the tunnel up for ever.</summary>
    Initiate,

    /// <summary>We do, when a packet wants to pass.</summary>
    OnDemand,

    /// <summary>The peer does.</summary>
    Respond,
}
