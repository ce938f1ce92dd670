using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Buttons;

/// <summary>
/// The button on the box, which acts when it is let go. Up to 1 s: lamp test. From 5 to 20 s: factory reset. Anything else,
/// a line stuck active above all: nothing. Held already at power-on it counts from 10 s, and then even when it is disabled.
/// Edges bring their own time. Whenever <see cref="NextDeadline"/> is due the line is read back: what the edges say is
/// believed only as long as the level agrees and somebody looks.
/// </summary>
public sealed class ResetButton
{
    private const string LostEdge = "an edge of the button's line was lost: this press counts for nothing";

    private readonly Queue<ButtonAction> _actions = new();
    private readonly Queue<LogEntry> _log = new();

    // The line as its edges tell it.
    private bool _level;
    private Instant _levelSince;

    // The line's level, when read, has been another since.
    private Instant? _disagreesSince;

    // The debounced level, and the press that it is in.
    private bool _isHeld;
    private Press _press;

    /// <param name="now">When the box started.</param>
    /// <param name="isPressed">The line at that time.</param>
    public ResetButton(Instant now, bool isPressed)
    {
        _level = isPressed;
        _levelSince = now;
        if (!isPressed) return;
        _isHeld = true;
        _press = new Press(now, now, IsSincePowerOn: true, IsVoid: false);
    }

    /// <summary>What the configuration says. Without effect on a press that has lasted since power-on.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Letting go now is a factory reset.</summary>
    public bool IsArmed { get; private set; }

    /// <summary>A finger, or something else, is on it.</summary>
    public bool IsHeld => _isHeld;

    /// <summary>A press is under way whose end may do something.</summary>
    public bool IsAwaited => _isHeld ? !_press.IsVoid && Counts : _level && IsEnabled;

    /// <summary>It is held, and whatever follows until it is let go does nothing.</summary>
    public bool IsIgnored => _isHeld && _press.IsVoid;

    /// <summary>When <see cref="HandleLevel"/> wants to be called, and why.</summary>
    public Deadline NextDeadline
    {
        get
        {
            if (_disagreesSince is { } since) return new Deadline(since + ButtonTimes.Debounce, "button read-back");
            if (_level != _isHeld) return new Deadline(_levelSince + ButtonTimes.Debounce, "button bounce");
            if (!_isHeld) return Deadline.Never;
            if (_press.IsVoid) return new Deadline(_press.LookedAt + ButtonTimes.IdleLook, "button stuck");
            var next = new Deadline(_press.LookedAt + ButtonTimes.Look, "button held");
            return Counts ? Earlier(Earlier(next, _press.Begin + Threshold), StuckFrom) : Earlier(next, StuckFrom);
        }
    }

    private bool Counts => IsEnabled || _press.IsSincePowerOn;

    private TimeSpan Threshold => _press.IsSincePowerOn ? ButtonTimes.ArmedAtPowerOn : ButtonTimes.Armed;

    // An edge that ended the press in time may still be on its way to us.
    private Instant StuckFrom => _press.Begin + ButtonTimes.Stuck + ButtonTimes.Debounce;

    /// <summary>Takes an edge. Edges come in their order, however late.</summary>
    public void HandleEdge(Instant now, ButtonEdge edge)
    {
        // Another clock may stamp edges a little ahead of ours.
        Instant at = edge.At > now + ButtonTimes.Debounce ? now : Instant.Max(edge.At, _levelSince);
        _disagreesSince = null;
        Settle(at, now);
        // A second edge to the same level: the one between was too quick for the machine. It bounces still.
        if (edge.IsPressed == _level && _level == _isHeld) return;
        _level = edge.IsPressed;
        _levelSince = at;
    }

    /// <summary>Takes the level that was read now, after all edges so far, and does what is due; harmless when nothing is.</summary>
    public void HandleLevel(Instant now, bool isPressed)
    {
        if (Agrees(now, isPressed)) Settle(now, now);
        if (_isHeld) Watch(now);
        else IsArmed = false;
    }

    public bool TryTakeAction(out ButtonAction action) => _actions.TryDequeue(out action);

    public bool TryTakeLog([NotNullWhen(true)] out LogEntry? entry) => _log.TryDequeue(out entry);

    // The edge may be on its way: the level is believed when it has lasted as long as an edge would have to.
    private bool Agrees(Instant now, bool isPressed)
    {
        if (isPressed == _level)
        {
            _disagreesSince = null;
            return true;
        }

        _disagreesSince ??= now;
        if (now - _disagreesSince.Value < ButtonTimes.Debounce) return false;
        _level = isPressed;
        _levelSince = _disagreesSince.Value;
        _disagreesSince = null;
        // Where it began or ended nobody knows: it can be neither short nor long.
        bool wasHeld = _isHeld;
        if (wasHeld) Void(LostEdge);
        Settle(now, now);
        if (_isHeld && !wasHeld) Void(LostEdge);
        return true;
    }

    private void Settle(Instant at, Instant now)
    {
        if (_level == _isHeld || at - _levelSince < ButtonTimes.Debounce) return;
        _isHeld = _level;
        if (_isHeld) _press = new Press(_levelSince, now, IsSincePowerOn: false, IsVoid: false);
        else LetGo(now, _levelSince - _press.Begin);
        IsArmed = false;
    }

    private void Watch(Instant now)
    {
        bool wasWatched = IsWatched(now);
        _press = _press with { LookedAt = now };
        if (_press.IsVoid) return;
        if (!wasWatched) Void("the clock jumped, or nobody looked, while the button was held: this press counts for nothing");
        else if (_level && now >= StuckFrom) Void("the button has been held for more than 20 s: taken for stuck, and ignored until it is let go");
        else if (_level) Arm(Counts && now - _press.Begin >= Threshold);
    }

    private void Arm(bool armed)
    {
        if (armed && !IsArmed) Say(NoticeLevel.Warning, "reset armed: the box goes back to factory defaults when the button is let go");
        IsArmed = armed;
    }

    private void LetGo(Instant now, TimeSpan held)
    {
        if (_press.IsVoid) return;
        string lasted = string.Create(CultureInfo.InvariantCulture, $"the button was held for {held.TotalSeconds:F1} s");
        if (!IsWatched(now)) Say(NoticeLevel.Warning, $"{lasted}, as far as one can tell: the clock jumped, or nobody looked; nothing is done");
        else if (held > ButtonTimes.Stuck) Say(NoticeLevel.Warning, $"{lasted}: too long for a reset, nothing is done");
        else if (!Counts) Say(NoticeLevel.Information, $"{lasted}: system.resetButton disables it, nothing is done");
        else if (held >= Threshold) Act(ButtonAction.FactoryReset, $"{lasted}: factory reset");
        else if (held <= ButtonTimes.Short && !_press.IsSincePowerOn) Act(ButtonAction.LampTest, $"{lasted}: lamp test");
        else Say(NoticeLevel.Information, $"{lasted}: too short for a reset, nothing is done");
    }

    private bool IsWatched(Instant now) => now - _press.LookedAt <= ButtonTimes.Unwatched && _press.FirstLook - _press.Begin <= ButtonTimes.Unwatched;

    private void Act(ButtonAction action, string text)
    {
        _actions.Enqueue(action);
        Say(NoticeLevel.Information, text);
    }

    private void Void(string why)
    {
        if (_press.IsVoid) return;
        Say(NoticeLevel.Warning, why);
        _press = _press with { IsVoid = true };
        IsArmed = false;
    }

    private void Say(NoticeLevel level, string text) => _log.Enqueue(new LogEntry(level, "", text));

    // What a look has already seen pass is no reason to look again.
    private Deadline Earlier(Deadline next, Instant when) =>
        when > _press.LookedAt ? Deadline.Earliest(next, new Deadline(when, "button held")) : next;

    /// <param name="Begin">When the level came that lasts.</param>
    /// <param name="LookedAt">When the level was last read.</param>
    /// <param name="IsVoid">It counts for nothing; its end is waited for.</param>
    private readonly record struct Press(Instant Begin, Instant LookedAt, bool IsSincePowerOn, bool IsVoid)
    {
        /// <summary>When the press was first known of.</summary>
        public Instant FirstLook { get; init; } = LookedAt;
    }
}
