using Culvert.Images.Root;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Image.Tests;

/// <summary>The image's kernel and root with a program of the tests in them: hal on real devices, a box that hangs, a gateway that does.</summary>
public sealed class GuestTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

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
        Assert.InRange(said.Count(line => line.StartsWith("passed", StringComparison.Ordinal)), 14, said.Count);
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
        AwaitPing();
        int resets = Resets();

        user.Commit("system hostName stall");
        lab.Box.Console.Expect("SAY stalled", Limit);
        Assert.NotEqual(0, Ping());
        lab.Box.Console.Expect("SAY started anew", Limit);

        AwaitPing();
        Assert.Contains("Tunnel1", user.Do("show tunnels"), StringComparison.Ordinal);
        Assert.Equal(resets, Resets());

        int Ping() => lab.Branch.Try("ping", "-c", "1", "-W", "1", SiteAddresses.VpcHost).ExitCode;
        int Resets() => lab.Box.Monitor.Events.Count(happened => happened is "RESET" or "WATCHDOG");
        void AwaitPing() => Eventually.Until("the branch reaches the VPC", Limit, () => Ping() == 0, () => lab.Box.Console.Shown);
    }

    private static void Answer(BoxMachine box, string question)
    {
        if (question is "raise" or "lower") box.Panel.Move(question == "raise");
        box.Console.Enter(box.Panel.IsLit("status") ? "1" : "0");
    }

    private BoxMachine Start(string what) => new(_network.AddHost("emulator"), _card.File, new BoxWiring(StartWith(what), Ports: 0));

    // A root that is loaded after another one replaces its files.
    private IReadOnlyList<string> StartWith(string what)
    {
        var tree = new RootTree();
        tree.AddFile("/init", File.ReadAllBytes(BoxImage.Guest), executable: true);
        tree.AddFile("/culvert", File.ReadAllBytes(BoxImage.Firmware), executable: true);
        string root = $"{_card.File}.root";
        using (FileStream both = File.Create(root))
        {
            both.Write(File.ReadAllBytes(BoxImage.PlainRoot));
            both.Write(NewcArchive.Write(tree.Entries, date: 0));
        }

        return BoxImage.Start(root, $"guest={what}");
    }
}
