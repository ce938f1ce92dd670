using Culvert.Lab;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;
using Culvert.Testing;

namespace Culvert.Interop.Tests;

/// <summary>The console and the verbs of the command line on a running box.</summary>
public sealed class ConsoleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void From_the_factory_state_to_traffic_by_login_and_paste()
    {
        Requires.Culvert();
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        aws.Gateway.Start();
        using CulvertConsole console = aws.Gateway.OpenConsole();
        var user = new BoxUser(console);
        user.ChoosePassword();
        user.PasteSample();
        WaitUntilUp(aws);
        Eventually.Until("the branch reaches the VPC", Limit, () => aws.Branch.Try("ping", "-c", "1", "-W", "1", SiteAddresses.VpcHost).ExitCode == 0, () => aws.Gateway.Log);
        console.Enter("show tunnels");
        console.Expect("Tunnel2");
        console.Enter($"ping {SiteAddresses.Endpoints[0]}");
        console.Expect("answered after");
        Assert.DoesNotContain("hanna", console.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain(BoxUser.Password, console.Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_factory_reset_asks_in_words_and_leaves_a_box_that_demands_a_password(bool hasGateway)
    {
        Requires.Culvert();
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        aws.BringUp(Limit);
        if (!hasGateway) aws.Gateway.Stop();
        using CulvertConsole console = aws.Gateway.OpenConsole();
        new BoxUser(console).ChoosePassword();
        console.Enter("reset factory");
        console.Expect("This erases the configuration, all secrets and the password.");
        console.Expect("type yes to go on: ");
        console.Enter("y");
        console.Expect("nothing was done");
        Assert.NotEmpty(Directory.EnumerateFiles(aws.Gateway.ConfigDirectory));

        console.Expect("culvert> ");
        console.Enter("reset factory");
        console.Expect("type yes to go on: ");
        console.Enter("yes");
        console.Expect("factory defaults:");
        console.Expect("factory state");
        console.Expect("new password: ");

        Assert.Empty(Directory.EnumerateFileSystemEntries(aws.Gateway.ConfigDirectory));
        Assert.False(File.Exists(aws.Gateway.ConfigDirectory + ".reset"));
        Assert.Empty(aws.Gateway.Tunnels());
        Assert.True(!hasGateway || aws.Gateway.Culvert("show", "version").ExitCode == 0);
    }

    [Fact]
    public void The_delay_after_wrong_passwords_outlives_a_console_that_is_killed()
    {
        Requires.Culvert();
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        using (CulvertConsole console = aws.Gateway.OpenConsole())
        {
            new BoxUser(console).ChoosePassword();
            console.Enter("exit");
            // So that the last delay is not over before the next console is there.
            foreach (int seconds in (int[])[1, 2, 4, 8, 16])
            {
                console.Expect("password: ");
                console.Enter("wrong");
                console.Expect($"not logged in; wait {seconds} s");
            }

            console.Process.Kill();
        }

        using CulvertConsole next = aws.Gateway.OpenConsole();
        next.Expect("wrong passwords were typed; wait ");
        next.Expect("password: ");
        next.Enter(BoxUser.Password);
        next.Expect("culvert> ");
    }

    [Fact]
    public void Of_two_consoles_on_one_line_the_second_is_told_so_in_one_line_and_the_first_goes_on()
    {
        Requires.Culvert();
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        using CulvertConsole console = aws.Gateway.OpenConsole();
        new BoxUser(console).ChoosePassword();
        CommandResult second = aws.Gateway.Culvert("console", "--device", console.Device, "--config", aws.Gateway.ConfigDirectory);
        Assert.Equal(1, second.ExitCode);
        Assert.Equal(
            $"culvert: cannot open the terminal, {console.Device}, {console.Device} is in use by another program, stop that one (another console, a getty?)",
            second.Error.TrimEnd('\n'));
        console.Enter("compare");
        console.Expect("no changes");
        console.Expect("culvert> ");
    }

    [Fact]
    public void A_console_does_not_outlive_its_init_and_the_next_one_has_the_line()
    {
        Requires.Culvert();
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        using var line = new PseudoTerminal();
        aws.Gateway.Board = Path.Combine(aws.Box.Directory, "board.json");
        File.WriteAllText(aws.Gateway.Board, $$"""{ "name": "serial", "gpio": { "driver": "simulated", "pins": {} }, "serial": { "device": "{{line.Path}}", "baud": 115200 } }""");
        aws.Gateway.IsSupervised = true;
        aws.Gateway.Start();
        using (LabProcess init = aws.Gateway.Process!)
        {
            new BoxUser(new CulvertConsole(line, init)).ChoosePassword();
            IReadOnlyList<int> services = [];
            Eventually.Until("gateway and console run", Limit, () => (services = init.Children()).Count == 2, () => init.Output);
            init.Kill();
            Eventually.Until("its services have left", Limit, () => !services.Any(service => Directory.Exists($"/proc/{service}")));
        }

        aws.Gateway.Start();
        var next = new CulvertConsole(line, aws.Gateway.Process!);
        next.Expect("password: ");
        next.Enter(BoxUser.Password);
        next.Expect("culvert> ");
        Assert.DoesNotContain("in use", aws.Gateway.Log, StringComparison.Ordinal);
        aws.Gateway.Stop();
    }

    [Fact]
    public void A_password_is_changed_for_every_console()
    {
        Requires.Culvert();
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        using CulvertConsole console = aws.Gateway.OpenConsole(), other = aws.Gateway.OpenConsole();
        new BoxUser(console).ChoosePassword();
        other.Expect("new password: ");
        other.Enter(BoxUser.Password);
        other.Expect("once more: ");
        other.Enter(BoxUser.Password);
        other.Expect("somebody else has set a password meanwhile");
        other.Expect("password: ");
        other.Enter(BoxUser.Password);
        other.Expect("culvert> ");

        console.Enter("password");
        console.Expect("present password: ");
        console.Enter(BoxUser.Password);
        console.Expect("new password: ");
        console.Enter("battery staple");
        console.Expect("once more: ");
        console.Enter("battery staple");
        console.Expect("the password is changed");
        console.Expect("culvert> ");

        other.Enter("compare");
        other.Expect("logged out: the password is another one");
        other.Expect("password: ");
        other.Enter("battery staple");
        other.Expect("culvert> ");
        Assert.DoesNotContain("staple", console.Shown + other.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commit_on_the_command_line_is_applied_when_it_returns_and_bounces_nothing()
    {
        Requires.Culvert();
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        aws.BringUp(Limit);
        string? before = aws.Gateway.Tunnel("Tunnel1").Child?.InSpi;
        Verb(aws, "set", "connections", "aws", "dpd", "delay", "5s");
        Verb(aws, "set", "connections", "aws", "tunnels", "Tunnel2", "start", "off");
        Assert.DoesNotContain(aws.Gateway.Tunnels(), tunnel => tunnel.State == "disabled");
        Assert.Contains("10s -> 5s", Verb(aws, "compare").Output, StringComparison.Ordinal);
        Verb(aws, "commit");
        Assert.Equal("disabled", aws.Gateway.Tunnel("Tunnel2").State);
        Assert.True(aws.Gateway.Tunnel("Tunnel1").IsUp);
        Assert.Equal(before, aws.Gateway.Tunnel("Tunnel1").Child?.InSpi);
        Assert.Contains("connections aws dpd delay 5s", aws.Gateway.Culvert("show", "config").OrThrow().Output, StringComparison.Ordinal);
    }

    private static CommandResult Verb(AwsLaboratory aws, params string[] words) => aws.Gateway.Culvert([.. words, "--config", aws.Gateway.ConfigDirectory]).OrThrow();

    private static void WaitUntilUp(AwsLaboratory aws) => Eventually.Until(
        "both tunnels are up", Limit, () => aws.Gateway.Tunnels() is { Count: 2 } tunnels && tunnels.All(tunnel => tunnel.IsUp), () => aws.Gateway.Log);
}
