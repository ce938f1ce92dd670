using Culvert.Images.Root;
using Culvert.Lab.Hosts;

namespace Culvert.Image.Tests;

/// <summary>The image's kernel and root with a program of the tests in them: hal on real devices, and a box that hangs.</summary>
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

    private static void Answer(BoxMachine box, string question)
    {
        if (question is "raise" or "lower") box.Panel.Move(question == "raise");
        box.Console.Enter(box.Panel.IsLit("status") ? "1" : "0");
    }

    // A root that is loaded after another one replaces its files.
    private BoxMachine Start(string what)
    {
        Host host = _network.AddHost("emulator");
        var tree = new RootTree();
        tree.AddFile("/init", File.ReadAllBytes(BoxImage.Guest), executable: true);
        tree.AddFile("/culvert", File.ReadAllBytes(BoxImage.Firmware), executable: true);
        string root = Path.Combine(host.Directory, "root");
        using (FileStream both = File.Create(root))
        {
            both.Write(File.ReadAllBytes(BoxImage.PlainRoot));
            both.Write(NewcArchive.Write(tree.Entries, date: 0));
        }

        return new BoxMachine(host, _card.File, new BoxWiring(BoxImage.Start(root, $"guest={what}"), Ports: 0));
    }
}
