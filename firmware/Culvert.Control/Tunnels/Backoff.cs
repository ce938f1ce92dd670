using Culvert.Core;

namespace Culvert.Control.Tunnels;

/// <summary>Waits that double from the shortest to the longest, each lengthened at random so that two ends do not march in step.</summary>
internal sealed class Backoff(TimeSpan shortest, TimeSpan longest, double jitter, IEntropy entropy)
{
    private TimeSpan? _next;

    /// <summary>The wait to take now; the one after it is twice as long.</summary>
    public TimeSpan Next()
    {
        TimeSpan wait = _next ?? shortest;
        _next = wait * 2 < longest ? wait * 2 : longest;
        return jitter == 0 ? wait : entropy.Between(wait, wait * (1 + jitter));
    }

    public void Reset() => _next = null;
}
