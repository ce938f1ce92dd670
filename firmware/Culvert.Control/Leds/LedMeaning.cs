using Culvert.Core;

namespace Culvert.Control.Leds;

/// <summary>Which pattern says what.</summary>
public static class LedMeaning
{
    public static LedPattern Of(BoxState state) => state switch
    {
        BoxState.Booting => LedPattern.Blink5Hz,
        BoxState.Healthy => LedPattern.Heartbeat,
        BoxState.NoTunnelUp => LedPattern.Double,
        _ => LedPattern.Triple,
    };

    public static LedPattern Of(TunnelState state, Instant now, Instant lastTraffic) => state switch
    {
        TunnelState.Disabled => LedPattern.Off,
        TunnelState.Connecting => LedPattern.Blink1Hz,
        TunnelState.Refused => LedPattern.Double,
        TunnelState.Suspect => LedPattern.Blink5Hz,
        _ => LedPatterns.HasTraffic(now, lastTraffic) ? LedPattern.Traffic : LedPattern.On,
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
