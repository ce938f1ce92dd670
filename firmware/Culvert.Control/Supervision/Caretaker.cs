using System.Diagnostics.CodeAnalysis;
using Culvert.Control.Buttons;
using Culvert.Control.Leds;
using Culvert.Control.Reset;
using Culvert.Core;

namespace Culvert.Control.Supervision;

/// <summary>
/// Minds the front of the box while no gateway runs: the LEDs say so, and the button does what it always does. Sans-IO:
/// levels, edges, finished steps and time come in; steps of a factory reset, log lines and LEDs come out.
/// </summary>
public sealed class Caretaker(LedLayout layout)
{
    private readonly LedPanel _leds = new(layout);
    private readonly FactoryReset _reset = new();
    private readonly Queue<LogEntry> _log = new();
    private ResetButton? _button;
    private bool _isButtonEnabled = true;
    private bool _hasDefaults;

    /// <summary>What the last gateway said that its configuration says; a configuration that nobody could read disables nothing.</summary>
    public bool IsButtonEnabled
    {
        get => _isButtonEnabled;
        set
        {
            _isButtonEnabled = value;
            if (_button is not null) _button.IsEnabled = value;
        }
    }

    /// <summary>From the order until the box has factory defaults: a gateway would only be in the way.</summary>
    public bool IsResetting => _reset.IsActive;

    /// <summary>Somebody holds the button, and letting it go may do something.</summary>
    public bool IsButtonAwaited => _button is { IsAwaited: true };

    public Deadline NextDeadline => Deadline.Earliest(_reset.NextDeadline, NextButtonLook);

    /// <summary>When the button's line must be read back with <see cref="HandleButtonLevel"/>; never on a board without a button.</summary>
    public Deadline NextButtonLook => _button?.NextDeadline ?? Deadline.Never;

    /// <summary>The board's button can be had from now on.</summary>
    /// <param name="isPressed">Its line now. Pressed, it counts as a press since power-on, except when it was ignored before and is still held.</param>
    public void HandleButtonFound(Instant now, bool isPressed)
    {
        if (isPressed && _button is { IsIgnored: true }) _button.HandleLevel(now, isPressed);
        else _button = new ResetButton(now, isPressed) { IsEnabled = _isButtonEnabled };
    }

    public void HandleButtonEdge(Instant now, ButtonEdge edge)
    {
        _button?.HandleEdge(now, edge);
        TakeButton(now);
    }

    /// <summary>The button's line as it was read now, after all its edges.</summary>
    public void HandleButtonLevel(Instant now, bool isPressed)
    {
        _button?.HandleLevel(now, isPressed);
        TakeButton(now);
    }

    /// <summary>A step of the factory reset has ended.</summary>
    /// <param name="problem">Why it failed; null when it did not.</param>
    public void HandleResetStepDone(Instant now, string? problem)
    {
        _reset.HandleDone(now, problem);
        _hasDefaults |= problem is null && !_reset.IsActive;
        if (_hasDefaults) IsButtonEnabled = true;
        HandleTimeout(now);
    }

    /// <summary>Does what is due.</summary>
    public void HandleTimeout(Instant now)
    {
        // Nobody here has an SA with anybody.
        _reset.HandleTimeout(now, anySa: false);
        while (_reset.TryTakeLog(out LogEntry? entry)) _log.Enqueue(entry);
    }

    /// <summary>True once after a factory reset has ended.</summary>
    public bool TakeDefaults()
    {
        bool taken = _hasDefaults;
        _hasDefaults = false;
        return taken;
    }

    /// <summary>What the factory reset wants done next: <see cref="ResetStep.Mark"/> or <see cref="ResetStep.Wipe"/>.</summary>
    public bool TryTakeResetStep(out ResetStep step)
    {
        while (_reset.TryTakeStep(out step))
        {
            // There is no configuration in effect that could be forgotten.
            if (step != ResetStep.Forget) return true;
        }

        return false;
    }

    public bool TryTakeLog([NotNullWhen(true)] out LogEntry? entry) => _log.TryDequeue(out entry);

    /// <param name="isFault">The gateway keeps ending.</param>
    public IReadOnlyList<LedStatus> Show(Instant now, bool isFault) => _leds.Show(now, Box(isFault), []);

    /// <summary>When an LED next changes by itself.</summary>
    public Deadline NextLedChange(Instant now, bool isFault) => _leds.NextChange(now, Box(isFault), []);

    private BoxState Box(bool isFault)
    {
        bool isFaulty = isFault || _reset.IsFaulty;
        return new BoxSigns(
            ResetArmed: _button is { IsArmed: true },
            Updating: _reset is { IsActive: true, Problem: null },
            Configured: isFaulty,
            Faulty: isFaulty,
            AnyTunnelUp: false).MostUrgent;
    }

    private void TakeButton(Instant now)
    {
        if (_button is null) return;
        if (_button.IsHeld) _reset.Acknowledge();
        while (_button.TryTakeAction(out ButtonAction action))
        {
            if (action == ButtonAction.LampTest) _leds.StartLampTest(now);
            else _reset.Begin();
        }

        while (_button.TryTakeLog(out LogEntry? entry)) _log.Enqueue(entry);
        HandleTimeout(now);
    }
}
