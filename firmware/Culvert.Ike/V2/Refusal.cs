using Culvert.Core;
using Culvert.Ike.Negotiation;

namespace Culvert.Ike.V2;

/// <summary>A CHILD SA that the peer would not make: asked for again after a while, at every refusal twice as long.</summary>
internal sealed class Refusal(SelectorPair pair)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private TimeSpan _wait = ShortestWait;

    public SelectorPair Pair { get; } = pair;

    /// <summary>The peer makes no more at all (NO_ADDITIONAL_SAS), whatever is asked for.</summary>
    public bool IsOfAny { get; set; }

    /// <summary>When to ask again; never: it may be asked for.</summary>
    public Deadline Retry { get; private set; } = Deadline.Never;

    public bool IsFresh => !Retry.IsNever;

    public void Repeat(Instant now)
    {
        Retry = new Deadline(now + _wait, "ask again for a refused CHILD SA");
        _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
    }

    /// <returns>Whether it is over.</returns>
    public bool HandleTimeout(Instant now)
    {
        if (!Retry.IsDue(now)) return false;
        Retry = Deadline.Never;
        return true;
    }
}
