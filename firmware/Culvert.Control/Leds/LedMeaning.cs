using Culvert.Core;

namespace Culvert.Control.Leds;

/// <summary>Which pattern says what. The colour adds to it and never stands alone.</summary>
public static class LedMeaning
{
    public static LedPattern Of(BoxState state) => state switch
    {
        BoxState.ResetArmed => LedPattern.Blink10Hz,
        BoxState.Updating => LedPattern.Updating,
        BoxState.Booting => LedPattern.Blink5Hz,
        BoxState.Fault => LedPattern.Triple,
        BoxState.NoTunnelUp => LedPattern.Double,
        _ => LedPattern.Heartbeat,
    };

    public static LedPattern Of(TunnelState state, Instant now, Instant lastTraffic) => state switch
    {
        TunnelState.Disabled => LedPattern.Off,
        TunnelState.Connecting => LedPattern.Blink1Hz,
        TunnelState.Refused => LedPattern.Double,
        TunnelState.Suspect => LedPattern.Blink5Hz,
        _ => LedPatterns.HasTraffic(now, lastTraffic) ? LedPattern.Traffic : LedPattern.On,
    };

    public static LedColour ColourOf(BoxState state) => state switch
    {
        BoxState.ResetArmed or BoxState.Fault => LedColour.Red,
        BoxState.Healthy => LedColour.Green,
        _ => LedColour.Amber,
    };

    public static LedColour ColourOf(TunnelState state) => state switch
    {
        TunnelState.Refused => LedColour.Red,
        TunnelState.Connecting or TunnelState.Suspect => LedColour.Amber,
        _ => LedColour.Green,
    };

    /// <summary>
    /// What a group of tunnels that shares an LED shows: what a person must act on first, a disabled tunnel only
    /// when all are.
    /// </summary>
    public static TunnelState Worst(IEnumerable<TunnelState> states) => states.DefaultIfEmpty(TunnelState.Disabled).MaxBy(Severity);

    private static int Severity(TunnelState state) => state switch
    {
        TunnelState.Refused => 4,
        TunnelState.Connecting => 3,
        TunnelState.Suspect => 2,
        TunnelState.Up => 1,
        _ => 0,
    };
}
