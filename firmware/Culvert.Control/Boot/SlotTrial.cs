using Culvert.Core;

namespace Culvert.Control.Boot;

/// <summary>
/// Judges a system that was started for the first time: good once its gateway has answered without a break, not good when
/// that does not come about; then the box restarts, and U-Boot starts the slot that is known to be good.
/// </summary>
/// <param name="start">When the box started.</param>
/// <param name="hasData">
/// Whether this system can use the data partition. One that cannot is not good, however well it runs: the other one may.
/// </param>
public sealed class SlotTrial(Instant start, bool hasData = true)
{
    /// <summary>For how long the gateway has to answer.</summary>
    public static readonly TimeSpan GoodAfter = TimeSpan.FromSeconds(30);

    /// <summary>By when it must have.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // A little more than the gateway may take between two signs of life.
    private static readonly TimeSpan LongestBreak = TimeSpan.FromSeconds(6);

    private Instant? _since;
    private Instant _last;

    /// <summary>The slot has proved good.</summary>
    public bool IsGood { get; private set; }

    /// <summary>When the trial is over.</summary>
    public Deadline NextDeadline => IsGood ? Deadline.Never : new Deadline(start + (hasData ? Limit : GoodAfter), "end of the trial");

    /// <summary>All threads of the gateway answer.</summary>
    public void HandleAlive(Instant now)
    {
        if (_since is null || now - _last > LongestBreak) _since = now;
        _last = now;
        IsGood |= hasData && now - _since.Value >= GoodAfter;
    }

    /// <summary>The gateway has ended.</summary>
    public void HandleEnd() => _since = null;

    /// <summary>It is not good, and will not be.</summary>
    public bool HasFailed(Instant now) => NextDeadline.IsDue(now);
}
