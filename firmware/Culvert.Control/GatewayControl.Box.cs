using Culvert.Control.Buttons;
using Culvert.Control.Leds;
using Culvert.Control.Reset;
using Culvert.Core;

namespace Culvert.Control;

/// <summary>The front of the box: lamp test, button, factory reset.</summary>
public sealed partial class GatewayControl
{
    private readonly FactoryReset _reset = new();
    private ResetButton? _button;

    /// <summary>From the order until the box has factory defaults: no configuration is taken meanwhile.</summary>
    public bool IsResetting => _reset.IsActive;

    /// <summary>Why the last factory reset did not begin, or has not ended yet; null: nothing stands against it.</summary>
    public string? ResetProblem => _reset.Problem;

    /// <summary>What the configuration says of the reset button.</summary>
    public bool IsButtonEnabled { get; private set; } = true;

    /// <summary>When the button's line must be read back with <see cref="HandleButtonLevel"/>; never on a board without a button.</summary>
    public Deadline NextButtonLook => _button?.NextDeadline ?? Deadline.Never;

    private BoxState Box => new BoxSigns(
        ResetArmed: _button is { IsArmed: true },
        Updating: _reset is { IsActive: true, Problem: null },
        Configured: _configured,
        Faulty: _boxError is not null || _reset.IsFaulty || _table.Tunnels.Any(tunnel => tunnel.IsFaulty),
        AnyTunnelUp: _table.Tunnels.Any(tunnel => tunnel.Machine.State == TunnelState.Up)).MostUrgent;

    /// <summary>Lights all LEDs for a while.</summary>
    public void HandleLampTest(Instant now)
    {
        _leds.StartLampTest(now);
        Pump(now);
    }

    /// <summary>The board has a reset button.</summary>
    /// <param name="isPressed">Its line as the box starts.</param>
    public void HandleButtonFound(Instant now, bool isPressed)
    {
        _button = new ResetButton(now, isPressed) { IsEnabled = IsButtonEnabled };
        Pump(now);
    }

    /// <summary>The button's line has changed.</summary>
    public void HandleButtonEdge(Instant now, ButtonEdge edge)
    {
        if (_button is null) return;
        _button.HandleEdge(now, edge);
        TakeButton(now);
    }

    /// <summary>The button's line as it was read now, after all its edges; see <see cref="NextButtonLook"/>.</summary>
    public void HandleButtonLevel(Instant now, bool isPressed)
    {
        if (_button is null) return;
        _button.HandleLevel(now, isPressed);
        TakeButton(now);
    }

    /// <summary>Somebody entitled to it wants factory defaults; see <see cref="TryTakeResetStep"/>.</summary>
    public void HandleFactoryReset(Instant now)
    {
        if (_stopping) return;
        _reset.Begin();
        Pump(now);
    }

    /// <summary>A step of the factory reset that takes its time has ended.</summary>
    /// <param name="problem">Why it failed; null when it did not.</param>
    public void HandleResetStepDone(Instant now, string? problem)
    {
        _reset.HandleDone(now, problem);
        Pump(now);
    }

    /// <summary>What the factory reset wants done next; <see cref="ResetStep.Forget"/> is done when the next input comes.</summary>
    public bool TryTakeResetStep(out ResetStep step) => _reset.TryTakeStep(out step);

    private void EnableButton(bool isEnabled)
    {
        IsButtonEnabled = isEnabled;
        if (_button is not null) _button.IsEnabled = isEnabled;
    }

    private void TakeButton(Instant now)
    {
        if (_button!.IsHeld) _reset.Acknowledge();
        while (_button.TryTakeAction(out ButtonAction action))
        {
            if (action == ButtonAction.LampTest) _leds.StartLampTest(now);
            else if (!_stopping) _reset.Begin();
        }

        while (_button.TryTakeLog(out LogEntry? entry)) _log.Enqueue(entry);
        Pump(now);
    }

    private void RunReset(Instant now)
    {
        _reset.HandleTimeout(now, _table.All.Any(tunnel => _ike.HasSa(tunnel.Name)));
        while (_reset.TryTakeLog(out LogEntry? entry)) _log.Enqueue(entry);
    }
}
