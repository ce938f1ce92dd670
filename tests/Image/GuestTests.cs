using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Image.Tests;

/// <summary>The image's kernel and root with a program of the tests in them: hal on real devices, a box that hangs, a gateway that does.</summary>
public sealed class GuestTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    private static readonly HashSet<string> Settings =
    [
        "kernel/sysrq 0", "kernel/panic 5", "kernel/panic_on_oops 1", "kernel/printk 1 4 1 7", "kernel/printk_devkmsg on", "kernel/dmesg_restrict 1",
        "net/ipv4/conf/all/accept_redirects 0", "net/ipv6/conf/all/accept_redirects 0", "net/ipv6/conf/default/accept_ra 0", "net/ipv4/conf/all/send_redirects 0",
        // The LAN's: nobody there gives the box a router. On the WAN somebody may.
        "net/ipv6/conf/eth1/accept_ra 0",
    ];

    private readonly Card _card;
    private readonly Network _network;

    public GuestTests()
    {
        Requires.Laboratory();
        Requires.Guest();
        (_card, _network) = (new Card(), new Network());
    }

    public void Dispose()
    {
        _network.Dispose();
        _card.Dispose();
    }

    [Fact]
    public void The_contracts_of_hal_hold_on_the_kernels_own_devices()
    {
        using BoxMachine box = Start("contract");
        List<string> said = [];
        while (!said.Contains("done"))
        {
            if (box.Console.ExpectEither("SAY ", "ASK ", Limit) == 0) said.Add(box.Console.Expect("\r\n"));
            else Answer(box, box.Console.Expect("\r\n"));
        }

        foreach (string line in said) TestContext.Current.TestOutputHelper?.WriteLine(line);
        Assert.DoesNotContain(said, line => line.StartsWith("failed", StringComparison.Ordinal));
        // No resistors on this chip, and two checks after which nobody could go on.
        Assert.Equal(3, said.Count(line => line.StartsWith("skipped", StringComparison.Ordinal)));
        Assert.Equal(15, said.Count(line => line.StartsWith("passed", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_watchdog_resets_a_box_whose_first_process_hangs()
    {
        using BoxMachine box = Start("hang");
        box.Console.Expect("SAY hung", Limit);
        Eventually.Until("the watchdog resets the box", Limit, () => box.Monitor.Events.Contains("WATCHDOG"), () => box.Console.Shown);
    }

    [Fact]
    public void A_gateway_that_hangs_is_ended_and_its_tunnels_come_back()
    {
        using var lab = new BoxLaboratory(PeerKind.StrongSwan, _card.File, new BoxWiring(StartWith("stall")));
        var user = new BoxUser(lab.Box.Console);
        user.ChoosePassword();
        user.Commit($"interfaces lan address {SiteAddresses.BoxLan}/24");
        user.PasteSample();
        AwaitPing(lab);
        int resets = Resets();

        user.Commit("system hostName stall");
        lab.Box.Console.Expect("SAY stalled", Limit);
        Assert.False(CanPing(lab));
        lab.Box.Console.Expect("SAY started anew", Limit);

        AwaitPing(lab);
        Assert.Contains("Tunnel1", user.Do("show tunnels"), StringComparison.Ordinal);
        Assert.Equal(resets, Resets());

        int Resets() => lab.Box.Monitor.Events.Count(happened => happened is "RESET" or "WATCHDOG");
    }

    [Fact]
    public void A_change_on_a_full_disk_is_refused_and_the_old_configuration_lives()
    {
        using BoxMachine box = Start("fill");
        var user = new BoxUser(box.Console);
        user.ChoosePassword();
        user.Commit("system hostName fill");
        box.Console.Expect("SAY filled", Limit);

        // What is set is kept at once: it would outlive the console.
        string said = user.Do("set system hostName other") + user.Do("commit");
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.Contains("No space left on device", said, StringComparison.Ordinal);
        Assert.Equal("fill", user.HostName());
        user.Reboot();
        user.LogIn();
        Assert.Equal("fill", user.HostName());
    }

    [Fact]
    public void Inside_of_a_running_box_the_time_is_right_and_nothing_is_open_that_need_not_be()
    {
        using var lab = new BoxLaboratory(PeerKind.StrongSwan, _card.File, new BoxWiring(StartWith("survey")));
        using var time = new TimeServer(lab.Internet.Router, SiteAddresses.NatPrivate, ahead: TimeSpan.FromDays(400));
        var user = new BoxUser(lab.Box.Console);
        user.ChoosePassword();
        user.Commit($"interfaces lan address {SiteAddresses.BoxLan}/24");
        user.PasteSample();
        AwaitPing(lab);
        // The tunnels do not wait for the time. Whoever leaves a line in the log shows what time it is for him.
        Eventually.Until(
            $"the log says that it is {time.Now:MM-dd}",
            Limit,
            () =>
            {
                user.Commit($"system hostName at-{Environment.TickCount64}");
                return user.Do("show log").Contains($"\n{time.Now.UtcDateTime:MM-dd} ", StringComparison.Ordinal);
            },
            () => lab.Box.Console.Shown);
        user.Commit("system hostName survey");
        string[] said = [.. lab.Box.Console.Expect("SAY surveyed", Limit).Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("SAY ", StringComparison.Ordinal)).Select(line => line[4..])];
        foreach (string line in said) TestContext.Current.TestOutputHelper?.WriteLine(line);

        string[][] mounts = Lines("mount"), modes = Lines("mode");
        Assert.All(mounts.Where(mount => mount[2].Split(',').Contains("rw")), mount => Assert.Contains(mount[1], (string[])["rootfs", "proc", "sysfs", "devtmpfs", "tmpfs", "ext4"]));
        Assert.Equal("/data", Assert.Single(mounts, mount => mount[1] == "ext4")[0]);
        Assert.All(mounts.Where(mount => mount[0] != "/"), mount => Assert.Superset(new HashSet<string> { "nosuid", "noexec" }, mount[2].Split(',').ToHashSet()));
        Assert.Contains(modes, mode => mode[2] == "/data/culvert/secrets.json");
        Assert.All(modes, mode => Assert.Equal(mode[1] == "directory" ? "700" : "600", mode[0]));
        Assert.Superset(Settings, Lines("setting").Select(words => string.Join(' ', words)).ToHashSet());
        Assert.Empty(Lines("module"));
        // IKE, ESP without UDP, and nothing else that listens.
        Assert.Equal(["raw 50", "raw6 50", "udp 4500", "udp 500", "udp6 4500", "udp6 500"], Lines("socket").Select(words => string.Join(' ', words)).Distinct().Order(StringComparer.Ordinal));

        string[][] Lines(string kind) => [.. said.Select(line => line.Split(' ')).Where(words => words[0] == kind).Select(words => words[1..])];
    }

    private static void AwaitPing(BoxLaboratory lab) => Eventually.Until("the branch reaches the VPC", Limit, () => CanPing(lab), () => lab.Box.Console.Shown);

    private static bool CanPing(BoxLaboratory lab) => lab.Branch.Try("ping", "-c", "1", "-W", "1", SiteAddresses.VpcHost).ExitCode == 0;

    private static void Answer(BoxMachine box, string question)
    {
        if (question is "raise" or "lower") box.Panel.Move(question == "raise");
        box.Panel.CatchUp();
        box.Console.Enter(box.Panel.IsLit("status") ? "1" : "0");
    }

    private BoxMachine Start(string what) => new(_network.AddHost("emulator"), _card.File, new BoxWiring(StartWith(what), Ports: 0));

    private IReadOnlyList<string> StartWith(string what)
    {
        string root = $"{_card.File}.root";
        File.WriteAllBytes(root, GuestRoot.Write(what));
        return BoxImage.Start(root);
    }
}
