using Culvert.Core;

namespace Culvert.Control.Leds;

/// <summary>The pattern engine: a pure function of the pattern, the instant and the last packet.</summary>
public static class LedPatterns
{
    /// <summary>How long after a packet an LED still says that packets flow.</summary>
    public static readonly TimeSpan TrafficMemory = TimeSpan.FromSeconds(1);

    private static readonly LedTimeline Traffic = new(950, 50);
    private static readonly LedTimeline Blink1Hz = new(500, 500);
    private static readonly LedTimeline Blink5Hz = new(100, 100);
    private static readonly LedTimeline Blink10Hz = new(50, 50);
    private static readonly LedTimeline Double = new(150, 150, 150, 1550);
    private static readonly LedTimeline Triple = new(150, 150, 150, 150, 150, 1250);
    private static readonly LedTimeline Heartbeat = new(100, 900);
    private static readonly LedTimeline Updating = new(1000, 100);

    /// <param name="lastTraffic">The last packet in either direction; <see cref="Instant.Zero"/>: never.</param>
    public static bool IsLit(LedPattern pattern, Instant now, Instant lastTraffic) => pattern switch
    {
        LedPattern.Off => false,
        LedPattern.On => true,
        LedPattern.Traffic => Traffic.IsLit(now) || !HasTraffic(Traffic.SegmentStart(now), lastTraffic),
        _ => TimelineOf(pattern).IsLit(now),
    };

    /// <summary>The next instant at which the LED may change if nothing else does.</summary>
    public static Deadline NextChange(LedPattern pattern, Instant now) =>
        pattern is LedPattern.Off or LedPattern.On ? Deadline.Never : new Deadline(TimelineOf(pattern).SegmentEnd(now), "led");

    /// <summary>The word that scripts see.</summary>
    public static string Word(this LedPattern pattern) => pattern switch
    {
        LedPattern.Off => "off",
        LedPattern.On => "on",
        LedPattern.Traffic => "traffic",
        LedPattern.Blink1Hz => "blink-1hz",
        LedPattern.Blink5Hz => "blink-5hz",
        LedPattern.Blink10Hz => "blink-10hz",
        LedPattern.Double => "double",
        LedPattern.Triple => "triple",
        LedPattern.Heartbeat => "heartbeat",
        _ => "updating",
    };

    /// <summary>The word that scripts see.</summary>
    public static string Word(this LedColour colour) => colour switch
    {
        LedColour.Green => "green",
        LedColour.Amber => "amber",
        _ => "red",
    };

    internal static bool HasTraffic(Instant now, Instant lastTraffic) =>
        lastTraffic > Instant.Zero && now - lastTraffic < TrafficMemory;

    private static LedTimeline TimelineOf(LedPattern pattern) => pattern switch
    {
        LedPattern.Traffic => Traffic,
        LedPattern.Blink1Hz => Blink1Hz,
        LedPattern.Blink5Hz => Blink5Hz,
        LedPattern.Blink10Hz => Blink10Hz,
        LedPattern.Double => Double,
        LedPattern.Triple => Triple,
        LedPattern.Heartbeat => Heartbeat,
        _ => Updating,
    };
}
