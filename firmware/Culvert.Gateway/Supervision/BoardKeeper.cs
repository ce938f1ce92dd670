using Culvert.Control;
using Culvert.Control.Buttons;
using Culvert.Control.Leds;
using Culvert.Control.Reset;
using Culvert.Control.Supervision;
using Culvert.Core;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Reset;

namespace Culvert.Gateway.Supervision;

/// <summary>
/// Has the board's pins while there is no gateway that could: its LEDs and its button are the caretaker's then, and a factory
/// reset is done here. The kernel gives a line to one process only, so they are given back before a gateway starts.
/// </summary>
/// <param name="open">Takes the pins.</param>
internal sealed class BoardKeeper(Func<BoardHardware> open, Caretaker caretaker, IResetWork reset, Log log) : IDisposable
{
    private readonly HashSet<string> _said = [];
    private BoardHardware? _board;
    private HealthCheck? _health;
    private bool _isFault;

    /// <summary>What the configuration of the last gateway said.</summary>
    public bool IsButtonEnabled
    {
        set => caretaker.IsButtonEnabled = value;
    }

    /// <inheritdoc cref="Caretaker.IsResetting"/>
    public bool IsResetting => caretaker.IsResetting;

    /// <inheritdoc cref="Caretaker.IsButtonAwaited"/>
    public bool IsButtonAwaited => caretaker.IsButtonAwaited;

    /// <summary>The threads that the board and a reset need here answer.</summary>
    public bool IsWell => _health?.IsWell ?? true;

    /// <summary>The pins, while they are ours.</summary>
    public BoardHardware? Board => _board;

    /// <summary>Readable while the button's edges wait; negative, which no wait looks at, while the pins are not ours.</summary>
    public int Descriptor => _board?.Buttons.Descriptor ?? -1;

    public Deadline NextDeadline { get; private set; } = Deadline.Never;

    /// <summary>There is no gateway: takes the pins if need be, and what has happened to them, and does what is due.</summary>
    /// <param name="isFault">The gateway keeps ending.</param>
    public void Mind(Instant now, bool isFault)
    {
        BoardHardware board = _board ??= Take(now);
        _isFault = isFault;
        _health!.HandleTimeout(now);
        foreach (ButtonEdge edge in board.TakeResetEdges()) caretaker.HandleButtonEdge(now, edge);
        if (caretaker.NextButtonLook.IsDue(now)) caretaker.HandleButtonLevel(now, board.IsResetPressed);
        while (reset.TryTakeDone(out string? problem)) caretaker.HandleResetStepDone(now, problem);
        caretaker.HandleTimeout(now);
        while (caretaker.TryTakeResetStep(out ResetStep step)) reset.Begin(step);
        while (caretaker.TryTakeLog(out LogEntry? entry)) log.Write(entry.Level, "init", entry.Tunnel, entry.Text);
        board.Show(caretaker.Show(now, isFault), log);
        NextDeadline = Deadline.Earliest(Deadline.Earliest(caretaker.NextDeadline, caretaker.NextLedChange(now, isFault)), _health.NextDeadline);
    }

    /// <inheritdoc cref="Caretaker.TakeDefaults"/>
    public bool TakeDefaults() => caretaker.TakeDefaults();

    /// <summary>What each LED shows; empty while the pins are not ours.</summary>
    public IReadOnlyList<LedStatus> Leds(Instant now) => _board?.AsDriven(caretaker.Show(now, _isFault)) ?? [];

    /// <summary>Gives the pins back.</summary>
    public void Leave()
    {
        _board?.Dispose();
        (_board, _health) = (null, null);
        NextDeadline = Deadline.Never;
    }

    public void Dispose() => Leave();

    private BoardHardware Take(Instant now)
    {
        BoardHardware board = open();
        _health = new HealthCheck([.. board.Pulses, .. reset.Pulses], static () => { }, log);
        // It is taken many times in a crash loop, and always the same is missing.
        foreach (string problem in board.Problems.Where(_said.Add)) log.Warning("board", problem);
        if (board.HasResetButton) caretaker.HandleButtonFound(now, board.IsResetPressed);
        return board;
    }
}
