namespace Culvert.Control.Buttons;

/// <summary>How long is how long. Every limit belongs to the press that it names.</summary>
public static class ButtonTimes
{
    /// <summary>A level counts when it has lasted this long; contacts bounce for less.</summary>
    public static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(30);

    /// <summary>Let go by then: a lamp test.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    /// <summary>Let go from then on: a factory reset.</summary>
    public static readonly TimeSpan Armed = TimeSpan.FromSeconds(5);

    /// <summary>The same, for a button that was held already when the box was switched on.</summary>
    public static readonly TimeSpan ArmedAtPowerOn = TimeSpan.FromSeconds(10);

    /// <summary>Held for longer it is no finger: the line is stuck, or something lies on the box.</summary>
    public static readonly TimeSpan Stuck = TimeSpan.FromSeconds(20);

    /// <summary>How often the line's level is read back while the button is held.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>The same while a press counts for nothing and only its end is waited for.</summary>
    public static readonly TimeSpan IdleLook = TimeSpan.FromSeconds(1);

    /// <summary>A hold during which nobody looked for longer is not counted: the clock may have jumped, the machine may have slept.</summary>
    public static readonly TimeSpan Unwatched = TimeSpan.FromSeconds(2);
}
