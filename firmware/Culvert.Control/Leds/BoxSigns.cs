namespace Culvert.Control.Leds;

/// <summary>All that the status LED could speak of, and which of it comes first.</summary>
/// <param name="ResetArmed">The button has been held for so long that letting it go is a factory reset.</param>
/// <param name="Updating">A factory reset or an update rewrites the storage.</param>
/// <param name="Configured">A configuration was taken, be it an empty one.</param>
/// <param name="Faulty">The machine refused something.</param>
public readonly record struct BoxSigns(bool ResetArmed, bool Updating, bool Configured, bool Faulty, bool AnyTunnelUp)
{
    /// <summary>The first in the order of <see cref="BoxState"/> that is so.</summary>
    public BoxState MostUrgent =>
        ResetArmed ? BoxState.ResetArmed
        : Updating ? BoxState.Updating
        : !Configured ? BoxState.Booting
        : Faulty ? BoxState.Fault
        : !AnyTunnelUp ? BoxState.NoTunnelUp
        : BoxState.Healthy;
}
