using System.Globalization;
using Culvert.Config;
using Culvert.Control;
using Culvert.Gateway.Build;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Network;
using Culvert.Hal;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.Loop;

/// <summary>What a client may ask of the running gateway, by the words of the command line.</summary>
internal sealed class GatewayCommands(GatewayEngine engine, FrontPanel front, ConfigStore store, StatusReport report, ButtonPress press, Log log)
{
    /// <summary>What "reset state" says while a factory reset is under way; nothing when it is done.</summary>
    public const string ResetBusy = "busy\n";

    // As many as a terminal of 24 lines shows at once.
    private const int LogLines = 20;

    public ControlReply Execute(ControlRequest request) => request.Words switch
    {
        ["show", "tunnels"] => ControlReply.Done(report.Tunnels(request.Json)),
        ["show", "connections"] => ControlReply.Done(report.Connections(request.Json)),
        ["show", "routes"] => ControlReply.Done(report.Routes(request.Json)),
        ["show", "interfaces"] => ShowInterfaces(request.Json),
        ["show", "leds"] => ControlReply.Done(report.Leds(request.Json, request.Colour)),
        ["show", "leds", "--test"] => TestLamps(request),
        ["show", "leds", "--timing"] => ControlReply.Done(report.LedTiming(request.Json)),
        ["show", "log"] => ControlReply.Done(report.Log(request.Json, LogLines)),
        ["show", "log", var lines] => ShowLog(request.Json, lines),
        ["show", "version"] => ControlReply.Done(StatusReport.Version(BuildInfo.Version, request.Json)),
        ["show", "config"] => ShowConfig(request.Json, asCommands: false),
        ["show", "config", "--commands"] => ShowConfig(request.Json, asCommands: true),
        ["tunnel", "up", var name] => Order(new TunnelCommand.Up(name)),
        ["tunnel", "down", var name] => Order(new TunnelCommand.Down(name)),
        ["tunnel", "restart", var name] => Order(new TunnelCommand.Restart(name)),
        ["reload"] => request.Config is null || RealPath.Of(request.Config) == RealPath.Of(store.Directory) ? Reload() : ControlReply.Done(),
        ["board", "press", var button, var milliseconds] => press.Press(button, milliseconds),
        [DhcpHook.Topic, var word, ..] => TakeDhcp(word, DhcpHook.Values(request.Words.Skip(2))),
        ["directory"] => ControlReply.Done(RealPath.Of(store.Directory) + "\n"),
        ["reset", "factory"] => FactoryReset(),
        ["reset", "state"] => ResetState(),
        _ => ControlReply.Failed($"the gateway does not know this, {string.Join(' ', request.Words)}, use the same version of culvert for both"),
    };

    /// <summary>Reads the configuration again. A bad one changes nothing.</summary>
    public ControlReply Reload()
    {
        if (engine.Control.IsResetting) return ControlReply.Failed($"a factory reset is under way, {store.Directory}, do it again when that has ended");
        if (engine.IsStopping) return ControlReply.Failed($"the gateway is stopping, {store.Directory}, the next start takes the configuration");
        try
        {
            ConfigResult result = ConfigLoader.Load(store.Read());
            if (!result.IsUsable) return Refuse([.. result.Problems.Select(problem => problem.ToString())]);
            foreach (ConfigProblem note in result.Notes) log.Warning("config", note.ToString());
            IReadOnlyList<NetworkProblem> problems = engine.Load(result.Config);
            log.Info("config", $"configuration of {store.Directory} applied: {result.Config.Tunnels.Count()} tunnels");
            return problems.Count == 0 ? ControlReply.Done() : ControlReply.Failed(problems[0].Text);
        }
        catch (UserException problem)
        {
            return Refuse([problem.Message]);
        }
    }

    private ControlReply ShowConfig(bool json, bool asCommands)
    {
        VerbResult result = ConfigReport.Render(store, json, asCommands);
        return result.IsDone ? ControlReply.Done(string.Concat(result.Output.Select(line => line + "\n"))) : ControlReply.Failed(result.Errors[0]);
    }

    private ControlReply ShowInterfaces(bool json)
    {
        try
        {
            return ControlReply.Done(report.Interfaces(json));
        }
        catch (KernelException problem)
        {
            return ControlReply.Failed($"the network devices cannot be seen, show interfaces, {problem.Message}");
        }
    }

    private ControlReply ShowLog(bool json, string lines) =>
        int.TryParse(lines, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is > 0 and <= LogRing.MostLines
            ? ControlReply.Done(report.Log(json, count))
            : ControlReply.Failed($"not a number of lines, show log {lines}, give one from 1 to {LogRing.MostLines}");

    private ControlReply TakeDhcp(string word, Dictionary<string, string> values) =>
        engine.TakeDhcp(word, values) is { } problem ? ControlReply.Failed($"{problem}, dhcp {word}, see the gateway's log") : ControlReply.Done();

    private ControlReply TestLamps(ControlRequest request)
    {
        front.TestLamps();
        return ControlReply.Done(report.Leds(request.Json, request.Colour));
    }

    private ControlReply FactoryReset()
    {
        if (engine.IsStopping) return ControlReply.Failed($"the gateway is stopping, {store.Directory}, do it again when it has stopped");
        log.Warning("control", "factory reset ordered over the control socket");
        engine.FactoryReset();
        return ControlReply.Done();
    }

    // Tried again until it is done: whoever waits for it need not.
    private ControlReply ResetState() =>
        engine.Control.ResetProblem is { } problem ? ControlReply.Failed(problem)
        : ControlReply.Done(engine.Control.IsResetting ? ResetBusy : "");

    private ControlReply Refuse(IReadOnlyList<string> problems)
    {
        foreach (string problem in problems) log.Error("config", problem);
        log.Warning("config", "the configuration has errors; the running one stays in effect");
        return ControlReply.Failed(problems[0]);
    }

    private ControlReply Order(TunnelCommand command)
    {
        if (!engine.Command(command)) return ControlReply.Failed($"no such tunnel, {command.Tunnel}, see show tunnels");
        log.Write(LogLevel.Info, "control", command.Tunnel, $"ordered {command.GetType().Name.ToLowerInvariant()} over the control socket");
        return ControlReply.Done();
    }
}
