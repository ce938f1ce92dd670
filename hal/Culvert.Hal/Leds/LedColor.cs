namespace Culvert.Hal.Leds;

/// <summary>The colour of an LED that has more than one. It goes with what the pattern says and never says more.</summary>
public enum LedColor
{
    /// <summary>As it should be.</summary>
    Green,

    /// <summary>Under way.</summary>
    Amber,

    /// <summary>A person should look.</summary>
    Red,
}
