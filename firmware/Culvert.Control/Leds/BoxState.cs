namespace Culvert.Control.Leds;

/// <summary>What the status LED stands for.</summary>
public enum BoxState
{
    /// <summary>No configuration has been taken yet.</summary>
    Booting,

    /// <summary>At least one tunnel is up.</summary>
    Healthy,

    NoTunnelUp,

    /// <summary>The machine refused something that a tunnel, or the whole box, needs.</summary>
    Fault,
}
