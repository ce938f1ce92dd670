using Culvert.Core;

namespace Culvert.Control.Tests.Leds;

internal static class EntropyInstants
{
    /// <summary>An instant drawn evenly from [<paramref name="first"/>, <paramref name="last"/>).</summary>
    public static Instant Between(this IEntropy entropy, Instant first, Instant last) =>
        new(first.Nanoseconds + (long)((last.Nanoseconds - first.Nanoseconds) * entropy.NextDouble()));
}
