namespace Culvert.Control.Leds;

/// <summary>What an LED can say. The pattern carries the meaning, never the colour alone.</summary>
public enum LedPattern
{
    Off,

    On,

    /// <summary>Solid, with one dark blip a second while packets flow.</summary>
    Traffic,

    /// <summary>Half a second lit, half a second dark.</summary>
    Blink1Hz,

    Blink5Hz,

    Blink10Hz,

    /// <summary>Two flashes every two seconds.</summary>
    Double,

    /// <summary>Three flashes every two seconds.</summary>
    Triple,

    /// <summary>One short flash a second: with double and triple, the flashes can be counted.</summary>
    Heartbeat,

    /// <summary>One second lit, a tenth dark.</summary>
    Updating,
}
