namespace Culvert.Control.Leds;

/// <summary>What an LED of two colours adds to its pattern. An LED of one colour says the same without.</summary>
public enum LedColour
{
    /// <summary>All is well.</summary>
    Green,

    /// <summary>On its way, or not as it should be: wait, or look.</summary>
    Amber,

    /// <summary>A person must act, or holds a reset in hand.</summary>
    Red,
}
