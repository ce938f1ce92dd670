using System.Globalization;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Logging;
using Culvert.Hal.Boards;
using Culvert.Hal.Simulated.Gpio;

namespace Culvert.Gateway.Loop;

/// <summary>A finger for a simulated board.</summary>
/// <param name="simulated">Null: the board is real.</param>
internal sealed class ButtonPress(BoardDescription board, SimulatedBoard? simulated, Log log)
{
    /// <summary>The longest press.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Presses a button, and returns while it is held.</summary>
    public ControlReply Press(string button, string milliseconds)
    {
        if (simulated is null) return ControlReply.Failed($"board {board.Name} is real, {button}, press it with a finger");
        if (!int.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out int held) || held < 1 || held > Longest.TotalMilliseconds)
            return ControlReply.Failed($"not a time to hold a button, {milliseconds} ms, use up to {Longest.TotalHours:0} hour");
        if (!simulated.TryPress(button, TimeSpan.FromMilliseconds(held)))
            return ControlReply.Failed($"no such button on board {board.Name}, {button}, {Known()}");
        log.Info("board", string.Create(CultureInfo.InvariantCulture, $"button {button} is pressed for {held} ms"));
        return ControlReply.Done();
    }

    private string Known() =>
        board.Buttons.Count == 0 ? "it has none" : $"use one of {string.Join(", ", board.Buttons.Select(button => button.Name))}";
}
