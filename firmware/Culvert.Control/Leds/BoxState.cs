namespace Culvert.Control.Leds;

/// <summary>What the status LED stands for, the most urgent first: of all that is so, it shows the first.</summary>
public enum BoxState
{
    /// <summary>Letting the button go now is a factory reset: nobody may overlook it.</summary>
    ResetArmed,

    /// <summary>The storage is being rewritten: leave the power on.</summary>
    Updating,

    /// <summary>No configuration has been taken yet.</summary>
    Booting,

    /// <summary>The machine refused something that a tunnel, or the whole box, needs.</summary>
    Fault,

    NoTunnelUp,

    /// <summary>At least one tunnel is up.</summary>
    Healthy,
}
