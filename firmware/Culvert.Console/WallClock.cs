using System.Globalization;
using Culvert.Core;

namespace Culvert.Console;

/// <summary>What the wall says at <see cref="Instant.Zero"/>: the one place where the two kinds of time meet, for display only.</summary>
public readonly record struct WallClock(DateTimeOffset AtZero)
{
    public DateTimeOffset At(Instant instant) => AtZero + (instant - Instant.Zero);

    /// <summary>RFC 3339, UTC, whole seconds: "2026-11-22T19:05:00Z".</summary>
    public string Text(Instant instant) => At(instant).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
