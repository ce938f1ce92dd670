using Culvert.Lab;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;
using Culvert.Testing;

namespace Culvert.Interop.Tests;

/// <summary>`culvert init` keeps the gateway running, whatever happens to it.</summary>
public sealed class SupervisionTests
{
    // 128 and the signal's number, as a process without a shell's help tells it.
    private const int EndedByHangup = 128 + 1;

    // What a machine that is busy makes of a start that takes a tenth of a second.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    // From 5 s on the status LED says that the reset is armed: long enough that somebody who is late sees it.
    private const string LongPress = "9s";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Fact]
    public void A_killed_gateway_runs_again_at_once_and_its_tunnel_comes_back_by_itself()
    {
        using CulvertPair pair = Supervised();
        pair.Connect();
        pair.WaitForPing();
        int first = pair.Box.GatewayProcess;

        Signal(pair, "KILL");
        TimeSpan pause = Eventually.Until("another gateway answers", Limit,
            () => pair.Box.GatewayProcess is > 0 and var process && process != first && pair.Box.Culvert("show", "version").ExitCode == 0, pair.Describe);
        pair.WaitUntilUp();
        pair.WaitForPing();

        Assert.InRange(pause, TimeSpan.Zero, AtOnce);
        pair.Box.Process!.WaitFor("run was ended by signal 9 (SIGKILL); it starts again in 0.2 s", Limit);
        Assert.True(pair.Peer.Tunnel(CulvertPair.Tunnel).IsUp);
    }

    [Fact]
    public void A_gateway_that_hangs_is_ended_and_runs_again()
    {
        using CulvertPair pair = Supervised();
        pair.Connect();

        Signal(pair, "STOP");
        pair.Box.Process!.WaitFor("run has not answered for 5 s: ending it", Limit);
        pair.WaitUntilUp();
        pair.WaitForPing();
    }

    [Fact]
    public void A_gateway_that_cannot_start_is_tried_less_and_less_often_until_its_configuration_is_mended()
    {
        using CulvertPair pair = Supervised();
        string path = Path.Combine(pair.Box.ConfigDirectory, "culvert.json"), good = File.ReadAllText(path);
        File.WriteAllText(path, "{ \"nonsense\": 1 }");
        using LabProcess init = pair.Site.Box.Start(
            Checkout.Binary, "init", "--config", pair.Box.ConfigDirectory, "--control", pair.Box.ControlSocket, "--board", "lab");
        init.WaitFor("run ended with exit code 1; it starts again in 0.8 s (3 times in a row)", Limit);

        File.WriteAllText(path, good);
        Eventually.Until("the gateway answers", Limit, () => pair.Box.Culvert("show", "version").ExitCode == 0, () => init.Output);
        Assert.Equal(0, init.Stop(Limit));
    }

    [Fact]
    public async Task The_button_resets_a_box_whose_configuration_lets_no_gateway_start()
    {
        using CulvertPair pair = Supervised();
        string file = Path.Combine(pair.Box.ConfigDirectory, "culvert.json");
        File.WriteAllText(file, "{ \"nonsense\": 1 }");
        using LabProcess init = pair.Site.Box.Start(
            Checkout.Binary, "init", "--config", pair.Box.ConfigDirectory, "--control", pair.Box.ControlSocket, "--board", "lab");
        init.WaitFor("(5 times in a row)", Limit);
        Eventually.Until("init shows the fault", Limit, () => Status(pair) == "triple", () => init.Output);

        Task<CommandResult> finger = Task.Run(() => pair.Box.Culvert("board", "press", "reset", "--for", LongPress));
        Eventually.Until("the reset is armed", Limit, () => Status(pair) == "blink-10hz", () => init.Output);
        Assert.Equal(0, (await finger).ExitCode);
        TimeSpan pause = Eventually.Until("a gateway answers", Limit, () => pair.Box.Culvert("show", "version").ExitCode == 0, () => init.Output);

        Assert.InRange(pause, TimeSpan.Zero, AtOnce);
        Assert.Empty(Directory.EnumerateFileSystemEntries(pair.Box.ConfigDirectory));
        Assert.False(File.Exists(pair.Box.ConfigDirectory + ".reset"));
        Eventually.Until("it has a board and no tunnel", Limit, () => Status(pair) == "double", () => init.Output);
        Assert.DoesNotContain("in use", init.Output, StringComparison.Ordinal);
        Assert.Equal(0, init.Stop(Limit));
        Assert.Empty(Directory.EnumerateFileSystemEntries(pair.Site.Box.Directory, "culvert.s*"));
    }

    [Fact]
    public void The_end_of_init_is_the_orderly_end_of_the_gateway()
    {
        using CulvertPair pair = Supervised();
        pair.Connect();
        int gateway = pair.Box.GatewayProcess;

        Assert.Equal(0, pair.Box.Process!.Stop(Limit));

        Assert.Contains("deleting the security associations at the peers", pair.Box.Log, StringComparison.Ordinal);
        Eventually.Until("its process has gone", Limit, () => !Directory.Exists($"/proc/{gateway}"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(pair.Site.Box.Directory, "culvert.s*"));
        Eventually.Until("the peer knows", Limit, () => !pair.Peer.IsAnyTunnelUp());
    }

    [Fact]
    public void A_gateway_does_not_outlive_its_init()
    {
        using CulvertPair pair = Supervised();
        pair.Connect();
        int gateway = pair.Box.GatewayProcess;

        pair.Box.Process!.Kill();

        Eventually.Until("the gateway has left", Limit, () => !Directory.Exists($"/proc/{gateway}"));
    }

    private static string? Status(CulvertPair pair) => pair.Box.Leds().FirstOrDefault(led => led.Name == "status")?.Pattern;

    [Fact]
    public void A_reboot_on_the_console_of_the_first_process_says_goodbye_to_the_peers_and_restarts_the_machine()
    {
        // The first process of a PID namespace: what it restarts is that namespace, which the kernel ends by SIGHUP.
        using CulvertPair pair = Supervised();
        using var line = new PseudoTerminal();
        pair.Box.Board = Path.Combine(pair.Site.Box.Directory, "board.json");
        File.WriteAllText(pair.Box.Board, $$"""{ "name": "serial", "gpio": { "driver": "simulated", "pins": {} }, "serial": { "device": "{{line.Path}}", "baud": 115200 } }""");
        pair.Box.Launcher = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"];
        pair.Connect();
        using var console = new CulvertConsole(line, pair.Box.Process!);
        LogIn(console);

        console.Enter("reboot");
        console.Expect("type yes to go on: ");
        console.Enter("yes");
        console.Expect("the tunnels are taken down, then the box restarts");

        int exit = pair.Box.Process!.WaitForExit(Limit);
        Assert.Contains("restarting the box", pair.Box.Log, StringComparison.Ordinal);
        Assert.Contains("deleting the security associations at the peers", pair.Box.Log, StringComparison.Ordinal);
        Assert.Equal(EndedByHangup, exit);
        Eventually.Until("the peer knows", Limit, () => !pair.Peer.IsAnyTunnelUp());
    }

    [Fact]
    public void A_reboot_on_somebody_elses_machine_is_refused_in_one_line_and_changes_nothing()
    {
        using CulvertPair pair = Supervised();
        pair.Connect();
        using CulvertConsole console = pair.Box.OpenConsole();
        LogIn(console);
        foreach (bool isSupervised in (bool[])[true, false])
        {
            if (!isSupervised) pair.Box.Stop();
            console.Enter("reboot");
            console.Expect("type yes to go on: ");
            console.Enter("yes");
            console.Expect("error: this machine is not Culvert's alone, reboot, restart culvert init instead");
            console.Expect("culvert> ");
            if (isSupervised) Assert.True(pair.Box.IsAnyTunnelUp());
        }
    }

    private static void LogIn(CulvertConsole console)
    {
        const string password = "correct horse";
        console.Expect("new password: ");
        console.Enter(password);
        console.Expect("once more: ");
        console.Enter(password);
        console.Expect("culvert> ");
    }

    private static void Signal(CulvertPair pair, string name) => pair.Site.Box.Run("kill", $"-{name}", $"{pair.Box.GatewayProcess}");

    private static CulvertPair Supervised()
    {
        var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Box.IsSupervised = true;
        return pair;
    }
}
