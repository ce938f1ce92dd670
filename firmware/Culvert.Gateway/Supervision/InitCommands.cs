using Culvert.Console;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Loop;
using Culvert.Hal;
using Culvert.Hal.Boards;

namespace Culvert.Gateway.Supervision;

/// <summary>What a client may ask of the board while there is no gateway.</summary>
internal sealed class InitCommands(BoardDescription board, BoardKeeper keeper, IMonotonicClock clock, Log log)
{
    public ControlReply Execute(ControlRequest request) => (request.Words, keeper.Board) switch
    {
        (_, null) => ControlReply.Failed($"the gateway is being started or ended, board {board.Name}, do it again when that is over"),
        (["show", "leds"], _) => ControlReply.Done(request.Json ? LedsJson.Render(keeper.Leds(clock.Now)) : LedsText.Render(keeper.Leds(clock.Now), request.Colour)),
        (["board", "press", var button, var milliseconds], { } hardware) => new ButtonPress(board, hardware.Simulated, log).Press(button, milliseconds),
        _ => ControlReply.Failed($"no gateway is running, {string.Join(' ', request.Words)}, see the log of culvert init"),
    };
}
