using System.Globalization;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Hal.Boards;

namespace Culvert.Gateway.Loop;

/// <summary>A finger for a simulated board.</summary>
internal sealed class ButtonPress(BoardDescription board, BoardHardware hardware, Log log)
{
    /// <summary>The longest press.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Presses a button, and returns while it is held.</summary>
    public ControlReply Press(string button, string milliseconds)
    {
        if (hardware.Simulated is not { } simulated) return ControlReply.Failed($"board {board.Name} is real, {button}, press it with a finger");
        if (!int.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out int held) || held < 1 || held > Longest.TotalMilliseconds)
            return ControlReply.Failed($"not a time to hold a button, {milliseconds} ms, use up to {Longest.TotalHours:0} hour");
        if (board.Buttons.All(known => known.Name != button)) return ControlReply.Failed($"no such button on board {board.Name}, {button}, {Known()}");
        if (!hardware.Buttons.Names.Contains(button))
            return ControlReply.Failed($"nobody has the line of this button, {button}, see what the log says of board {board.Name}");
        simulated.TryPress(button, TimeSpan.FromMilliseconds(held));
        log.Info("board", string.Create(CultureInfo.InvariantCulture, $"button {button} is pressed for {held} ms"));
        return ControlReply.Done();
    }

    private string Known() =>
        board.Buttons.Count == 0 ? "it has none" : $"use one of {string.Join(", ", board.Buttons.Select(button => button.Name))}";
}
