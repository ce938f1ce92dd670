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
    public Instant SegmentStart(Instant now) => new(now.Nanoseconds - Find(now).Elapsed);

    /// <summary>When the segment that holds <paramref name="now"/> gives way to the next: always later than now.</summary>
    public Instant SegmentEnd(Instant now)
    {
        (int index, long elapsed) = Find(now);
        long left = (_milliseconds[index] * NanosecondsPerMillisecond) - elapsed;
        // The end of time is no reason to come back at its beginning.
        return new Instant(now.Nanoseconds > long.MaxValue - left ? long.MaxValue : now.Nanoseconds + left);
    }

    // Which segment, and how much of it has passed.
    private (int Index, long Elapsed) Find(Instant now)
    {
        long elapsed = now.Nanoseconds % _period;
        int index = 0;
        while (elapsed >= _milliseconds[index] * NanosecondsPerMillisecond)
        {
            elapsed -= _milliseconds[index] * NanosecondsPerMillisecond;
            index++;
        }

        return (index, elapsed);
    }
}
