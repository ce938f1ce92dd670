using System.Text.RegularExpressions;
using Culvert.Images.Disk;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Image.Tests;

/// <summary>A box starts, whatever has become of its data partition or of a port, and can be told its configuration.</summary>
public sealed class DataPartitionTests
{
    [Fact]
    public void A_partition_that_is_rubbish_is_made_anew()
    {
        using var test = new Trial();
        test.Card.Write(DiskLayout.Data, 0, Rubbish(4 << 20));
        using BoxMachine box = test.Start();
        var user = new BoxUser(box.Console);
        user.ChoosePassword();
        user.Commit("system hostName anew");
        user.Reboot();
        user.LogIn();
        Assert.Equal("anew", user.HostName());
    }

    [Fact]
    public void A_partition_whose_superblock_is_gone_keeps_the_configuration()
    {
        using var test = new Trial();
        using (BoxMachine first = test.Start())
        {
            var user = new BoxUser(first.Console);
            user.ChoosePassword();
            user.Commit("system hostName kept");
            user.Reboot();
            user.LogIn();
        }

        test.Card.Write(DiskLayout.Data, 0, Rubbish(4096));
        using BoxMachine second = test.Start();
        var again = new BoxUser(second.Console);
        again.LogIn();
        Assert.Equal("kept", again.HostName());
    }

    [Fact]
    public void A_card_that_cannot_be_written_to_is_said_and_the_box_works_from_memory()
    {
        using var test = new Trial();
        using BoxMachine box = test.Start(new BoxWiring(IsCardReadOnly: true, Ports: 0));
        box.Console.Expect("warning: there is no place to keep the configuration", BoxUser.BootLimit);
        new BoxUser(box.Console).ChoosePassword();
    }

    [Fact]
    public void A_configuration_on_a_card_that_can_only_be_read_is_used_and_cannot_be_changed()
    {
        using var test = new Trial();
        using (BoxMachine first = test.Start())
        {
            var owner = new BoxUser(first.Console);
            owner.ChoosePassword();
            owner.Commit("system hostName kept");
            owner.PasteSample();
            owner.Reboot();
            owner.LogIn();
        }

        using BoxMachine box = test.Start(new BoxWiring(IsCardReadOnly: true, Ports: 0));
        box.Console.Expect("Culvert", BoxUser.BootLimit);
        Assert.Contains("kept", box.Console.Expect("0 of 2 tunnels up"), StringComparison.Ordinal);
        box.Console.Expect("warning: the configuration can be read and not changed");
        var user = new BoxUser(box.Console);
        user.LogIn();
        Assert.Contains(SiteAddresses.Endpoints[1], user.Do("show config --commands"), StringComparison.Ordinal);
        Assert.Contains("Read-only file system", user.Do("set system hostName other"), StringComparison.Ordinal);
        Assert.Equal("kept", user.HostName());
    }

    [Fact]
    public void A_partition_without_room_is_said_and_the_box_starts()
    {
        using var test = new Trial();
        test.Card.Fill(DiskLayout.Data);
        using BoxMachine box = test.Start();
        new BoxUser(box.Console).TryPassword();
        box.Console.Expect("cannot write the password");
        box.Console.Expect("No space left on device");
        box.Console.Expect("factory state");
    }

    [Theory]
    [InlineData("wan", "WAN", "LAN")]
    [InlineData("lan", "LAN", "WAN")]
    public void A_missing_port_is_said(string missing, string name, string other)
    {
        using var test = new Trial();
        using BoxMachine box = test.Start(new BoxWiring(Missing: missing));
        var user = new BoxUser(box.Console);
        user.ChoosePassword();
        string said = "";
        Eventually.Until($"the {name} port is said to be missing", BoxUser.BootLimit, () => Regex.IsMatch(said = user.Do("show log"), $"the board's {name} port .* is missing"), () => said);
        Assert.DoesNotContain($"the board's {other} port", said, StringComparison.Ordinal);
        Assert.Contains($"{other} is eth0", said, StringComparison.Ordinal);
    }

    private static byte[] Rubbish(int length)
    {
        byte[] bytes = new byte[length];
        new Random(5).NextBytes(bytes);
        return bytes;
    }

    private sealed class Trial : IDisposable
    {
        private readonly Network _network;
        private readonly Host _emulator;

        public Trial()
        {
            Requires.Laboratory();
            Card = new Card();
            _network = new Network();
            _emulator = _network.AddHost("emulator");
        }

        public Card Card { get; }

        public BoxMachine Start(BoxWiring? wiring = null) => new(_emulator, Card.File, wiring ?? new BoxWiring(Ports: 0));

        public void Dispose()
        {
            _network.Dispose();
            Card.Dispose();
        }
    }
}
