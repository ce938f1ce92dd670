using Culvert.Console;
using Culvert.Control.Supervision;
using Culvert.Gateway.Boot;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Loop;
using Culvert.Hal;
using Culvert.Hal.Boards;
using Culvert.Hal.Power;

namespace Culvert.Gateway.Supervision;

/// <summary>What a client may ask of <c>culvert init</c>: the board while there is no gateway, and the machine at any time.</summary>
internal sealed class InitCommands(BoardDescription board, BoardKeeper keeper, Supervisor supervisor, IMachinePower power, IMonotonicClock clock, Log log, BootedImage? image = null)
{
    /// <summary>Why there is no reboot where Culvert is one program among others, and what there is instead.</summary>
    public const string NotOurs =
        "this machine is not Culvert's alone, reboot, restart culvert init instead, or use the machine's own reboot";

    /// <summary>The answer to <see cref="AskGateway"/> while the gateway has been started, or is being ended.</summary>
    public const string GatewayStarts = "starts\n";

    /// <summary>Whether there is a gateway.</summary>
    public static ControlRequest AskGateway { get; } = new(["gateway"]);

    public ControlReply Execute(ControlRequest request) => (request.Words, keeper.Board) switch
    {
        (["reboot"], _) => Reboot(),
        (["reset", "mark"], _) when image is not null => MarkForWipe(image),
        (["gateway"], var kept) => ControlReply.Done(kept is null ? GatewayStarts : "none\n"),
        (_, null) => ControlReply.Failed($"the gateway is being started or ended, board {board.Name}, do it again when that is over"),
        (["show", "leds"], _) => ControlReply.Done(request.Json ? LedsJson.Render(keeper.Leds(clock.Now)) : LedsText.Render(keeper.Leds(clock.Now), request.Colour)),
        (["board", "press", var button, var milliseconds], { } hardware) => new ButtonPress(board, hardware, log).Press(button, milliseconds),
        _ => ControlReply.Failed($"no gateway is running, {string.Join(' ', request.Words)}, see the log of culvert init"),
    };

    private ControlReply MarkForWipe(BootedImage image)
    {
        try
        {
            image.MarkForWipe();
            log.Warning("init", "a factory reset is ordered: the next start wipes the data partition");
            return ControlReply.Done();
        }
        catch (IOException problem)
        {
            return ControlReply.Failed(problem.Message);
        }
    }

    private ControlReply Reboot()
    {
        if (!power.IsOurs) return ControlReply.Failed(NotOurs);
        return supervisor.HandleRestart(clock.Now)
            ? ControlReply.Done("the tunnels are taken down, then the box restarts\n")
            : ControlReply.Failed("the box is stopping, reboot, it needs none");
    }
}
