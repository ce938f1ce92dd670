using Culvert.Core;

namespace Culvert.Control.Leds;

/// <summary>
/// A pattern that repeats for ever: milliseconds lit, dark, lit, dark … Every timeline begins at <see cref="Instant.Zero"/>,
/// so LEDs that show the same pattern blink together.
/// </summary>
internal sealed class LedTimeline
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    private readonly int[] _milliseconds;
    private readonly long _period;

    public LedTimeline(params int[] milliseconds)
    {
        _milliseconds = milliseconds;
        _period = milliseconds.Sum() * NanosecondsPerMillisecond;
    }

    public bool IsLit(Instant now) => Find(now).Index % 2 == 0;

    /// <summary>When the segment that holds <paramref name="now"/> began.</summary>
    public Instant SegmentStart(Instant now) => Find(now).Start;

    /// <summary>When the segment that holds <paramref name="now"/> gives way to the next: always later than now.</summary>
    public Instant SegmentEnd(Instant now)
    {
        (int index, Instant start) = Find(now);
        return new Instant(start.Nanoseconds + (_milliseconds[index] * NanosecondsPerMillisecond));
    }

    private (int Index, Instant Start) Find(Instant now)
    {
        long start = now.Nanoseconds - (now.Nanoseconds % _period);
        int index = 0;
        while (now.Nanoseconds >= start + (_milliseconds[index] * NanosecondsPerMillisecond))
        {
            start += _milliseconds[index] * NanosecondsPerMillisecond;
            index++;
        }

        return (index, new Instant(start));
    }
}
