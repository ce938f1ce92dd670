using Culvert.Control.Buttons;
using Culvert.Core;

namespace Culvert.Control.Tests.Buttons;

/// <summary>A button's line over time, and a box that comes whenever the button asks for it, as the control loop does.</summary>
internal sealed class ButtonRig
{
    public static readonly Instant Start = Instant.FromSeconds(100);

    private readonly List<(Instant At, bool Level)> _line = [];
    private readonly bool _atStart;
    private Instant _last = Start;

    public ButtonRig(bool pressedAtStart = false)
    {
        _atStart = pressedAtStart;
        Button = new ResetButton(Start, pressedAtStart);
    }

    public ResetButton Button { get; }

    /// <summary>How late each look and each edge is.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Edges that the machine never tells of, by their number.</summary>
    public Func<int, bool> IsLost { get; init; } = static _ => false;

    /// <summary>From this instant on, clock and edges are later by <see cref="Jump"/>.</summary>
    public Instant JumpAt { get; init; } = new(long.MaxValue);

    public TimeSpan Jump { get; init; }

    public List<ButtonAction> Actions { get; } = [];

    public List<string> Log { get; } = [];

    /// <summary>The longest that it was armed, in the line's own time.</summary>
    public TimeSpan Armed { get; private set; }

    public bool WasArmed { get; private set; }

    /// <summary>The line changes after this many milliseconds.</summary>
    public ButtonRig After(double milliseconds, bool level)
    {
        _last += TimeSpan.FromMilliseconds(milliseconds);
        _line.Add((_last, level));
        return this;
    }

    /// <summary>Presses after a while, and lets go after another.</summary>
    public ButtonRig Press(double seconds, double afterSeconds = 1) => After(afterSeconds * 1000, true).After(seconds * 1000, false);

    /// <summary>Plays the line, and some time after it.</summary>
    public ButtonRig Run(double moreSeconds = 30)
    {
        Instant end = _last + TimeSpan.FromSeconds(moreSeconds);
        Instant? armedSince = null;
        Instant now = Start;
        int next = 0;
        while (true)
        {
            // A bounce may leave a deadline that has passed.
            Instant look = Instant.Max(ToLine(Button.NextDeadline), now);
            Instant edge = next < _line.Count ? _line[next].At + Latency : new Instant(long.MaxValue);
            now = look < edge ? look : edge;
            if (now > end) break;
            if (edge <= look)
            {
                if (!IsLost(next)) Button.HandleEdge(ToClock(now), new ButtonEdge(_line[next].Level, ToClock(_line[next].At)));
                next++;
            }
            else
            {
                Button.HandleLevel(ToClock(now), LevelAt(now));
            }

            Take();
            armedSince = Button.IsArmed ? armedSince ?? now : null;
            WasArmed |= Button.IsArmed;
            if (armedSince is { } since && now - since > Armed) Armed = now - since;
        }

        return this;
    }

    private Instant ToClock(Instant line) => line >= JumpAt ? line + Jump : line;

    // A deadline that the jump has passed over is due at once.
    private Instant ToLine(Deadline deadline)
    {
        if (deadline.IsNever) return deadline.When;
        Instant due = deadline.When + Latency;
        if (due < JumpAt) return due;
        return Instant.Max(JumpAt, due - Jump);
    }

    private bool LevelAt(Instant at)
    {
        int before = _line.FindLastIndex(edge => edge.At <= at);
        return before < 0 ? _atStart : _line[before].Level;
    }

    private void Take()
    {
        while (Button.TryTakeAction(out ButtonAction action)) Actions.Add(action);
        while (Button.TryTakeLog(out LogEntry? entry)) Log.Add(entry.Text);
    }
}
