using Culvert.Core;

namespace Culvert.Hal.Gpio;

/// <summary>
/// Which edges an interrupt port tells of, judged by the edges' own times alone: it does not matter how late they are read.
/// </summary>
internal sealed class EdgeFilter(InterruptMode mode, bool level)
{
    private bool _level = level;
    private DigitalState? _unsettled;
    private DigitalState? _told;

    public TimeSpan Debounce { get; set; }

    public TimeSpan Glitch { get; set; }

    /// <summary>When the level that came last will have lasted long enough; null when none waits for that.</summary>
    public Instant? SettlesAt => _unsettled is { } edge ? edge.Time + Glitch : null;

    /// <summary>Takes an edge, and returns what is to be told: nothing, the edge before it, it, or both.</summary>
    public IEnumerable<DigitalPortResult> Take(DigitalState edge)
    {
        List<DigitalPortResult> told = [.. Settle(edge.Time)];
        // Back before it counted: a glitch, of which neither end is told.
        _unsettled = null;
        if (Glitch == TimeSpan.Zero) Accept(edge, told);
        else if (edge.State != _level) _unsettled = edge;
        return told;
    }

    /// <summary>Tells of the level that has lasted long enough by now.</summary>
    public IEnumerable<DigitalPortResult> Settle(Instant now)
    {
        List<DigitalPortResult> told = [];
        if (_unsettled is not { } edge || now < edge.Time + Glitch) return told;
        _unsettled = null;
        Accept(edge, told);
        return told;
    }

    private void Accept(DigitalState edge, List<DigitalPortResult> told)
    {
        _level = edge.State;
        bool wanted = mode == InterruptMode.EdgeBoth || mode == (edge.State ? InterruptMode.EdgeRising : InterruptMode.EdgeFalling);
        if (!wanted || (_told is { } before && edge.Time < before.Time + Debounce)) return;
        told.Add(new DigitalPortResult(edge, _told));
        _told = edge;
    }
}
