using System.Text.Json;
using Culvert.Lab.Hosts;

namespace Culvert.Lab.Gateways;

/// <summary>The native binary under test, running on a host with its own configuration directory and control socket.</summary>
public sealed class CulvertGateway(Host host) : IGateway
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    public Host Host { get; } = host;

    public LabProcess? Process { get; private set; }

    public string ConfigDirectory { get; } = Path.Combine(host.Directory, "culvert");

    public string ControlSocket { get; } = Path.Combine(host.Directory, "culvert.sock");

    /// <summary>A command that starts `culvert run` in its turn, as nohup would; empty: none.</summary>
    public IReadOnlyList<string> Launcher { get; set; } = [];

    /// <summary>A known board's name, or a file.</summary>
    public string Board { get; set; } = "lab";

    /// <summary>Start it by `culvert init`, which keeps it running.</summary>
    public bool IsSupervised { get; set; }

    /// <summary>The gateway's own process: with a supervisor that one's child, 0 while there is none.</summary>
    public int GatewayProcess => Process is not { HasExited: false } process ? 0 : !IsSupervised ? process.Id : process.Children() is [var child, ..] ? child : 0;

    /// <summary>The gateway's log so far.</summary>
    public string Log => Process?.Output ?? "";

    /// <summary>Writes both files, as a text editor would; a running gateway wants <see cref="LabProcess.Hangup"/> then.</summary>
    public void Configure(string config, string secrets)
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Directory.CreateDirectory(ConfigDirectory, ownerOnly | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(ConfigDirectory, "culvert.json"), config);
        string secretsFile = Path.Combine(ConfigDirectory, "secrets.json");
        File.WriteAllText(secretsFile, secrets);
        File.SetUnixFileMode(secretsFile, ownerOnly);
    }

    public void Configure(params IReadOnlyList<CulvertConnection> connections) =>
        Configure(CulvertConnection.ToConfig(connections), CulvertConnection.ToSecrets(connections));

    /// <summary>`culvert import`, into this gateway's configuration.</summary>
    public CommandResult Import(params IReadOnlyList<string> words) => Culvert(["import", .. words, "--config", ConfigDirectory]);

    /// <summary>Any client command of the binary, told this gateway's control socket.</summary>
    public CommandResult Culvert(params IReadOnlyList<string> words) => Host.Try(Checkout.Binary, [.. words, "--control", ControlSocket]);

    public void Start()
    {
        string[] command = [.. Launcher, Checkout.Binary, IsSupervised ? "init" : "run", "--config", ConfigDirectory, "--control", ControlSocket, "--board", Board];
        Process = Host.Start(command[0], command[1..]);
        Eventually.Until("the gateway answers on its control socket", StartLimit,
            () => Process.HasExited || Culvert("show", "version").ExitCode == 0, () => Log);
        if (Process.HasExited) throw new InvalidOperationException($"culvert ended with {Process.ExitCode}\n{Log}");
    }

    /// <summary>`culvert console` on a serial line.</summary>
    public CulvertConsole OpenConsole() => CulvertConsole.Start(this);

    public void Stop() => Process?.Stop(StopLimit);

    public void Kill() => Process?.Kill();

    // A tunnel that is suspect carries packets: AWS leaves one on its own dead peer detection only.
    public bool IsAnyTunnelUp() => Process is { HasExited: false } && Tunnels().Any(tunnel => tunnel.State is "up" or "suspect");

    /// <summary>`show tunnels --json`; empty when no gateway answers.</summary>
    public IReadOnlyList<TunnelView> Tunnels() => Show<TunnelView>("tunnels");

    /// <exception cref="InvalidOperationException">No tunnel of that name.</exception>
    public TunnelView Tunnel(string name) => Tunnels().First(tunnel => tunnel.Name == name);

    /// <summary>`show leds --json`; empty when no gateway answers.</summary>
    public IReadOnlyList<LedView> Leds() => Show<LedView>("leds");

    /// <summary>Waits until a tunnel is in a state; returns how long that took.</summary>
    public TimeSpan WaitFor(string tunnel, string state, TimeSpan limit) =>
        Eventually.Until($"{tunnel} is {state} on {Host}", limit,
            () => Tunnels().Any(view => view.Name == tunnel && view.State == state), () => Culvert("show", "tunnels").Output + Log);

    private IReadOnlyList<T> Show<T>(string what)
    {
        CommandResult result = Culvert("show", what, "--json");
        return result.ExitCode == 0 ? JsonSerializer.Deserialize<List<T>>(result.Output, JsonSerializerOptions.Web)! : [];
    }
}
