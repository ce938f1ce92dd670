using Culvert.Hal.Boards;
using Culvert.Hal.Linux.Nics;
using Culvert.Hal.Nics;

namespace Culvert.Hal.Tests.Nics;

public sealed class NicTests : IDisposable
{
    private const string Onboard = "platform/scb/fd580000.ethernet";
    private const string Usb = "platform/scb/fd500000.pcie/pci0000:00/0000:00:00.0/0000:01:00.0/usb2/2-1/2-1:1.0";
    private const string OtherUsb = "platform/scb/fd500000.pcie/pci0000:00/0000:00:00.0/0000:01:00.0/usb2/2-2/2-2:1.0";
    private const string Wireless = "platform/soc/fe300000.mmcnr/mmc_host/mmc1/mmc1:0001/mmc1:0001:1";

    private readonly SysfsTree _tree = new();

    private IReadOnlyList<Nic> Nics => new LinuxNics(_tree.Root).GetNics();

    [Fact]
    public void Ports_are_found_by_their_device_and_others_are_not_ports()
    {
        _tree.Nic("eth0", Onboard, "bcmgenet", "dc:a6:32:00:00:01").Nic("eth1", Usb, "r8152", "00:e0:4c:00:00:02")
            .Nic("wlan0", Wireless, "brcmfmac", "dc:a6:32:00:00:03", kind: "wlan").Virtual("lo").Virtual("Tunnel1");
        Assert.Equal([new Nic("eth0", Onboard, "bcmgenet", "dc:a6:32:00:00:01"), new Nic("eth1", Usb, "r8152", "00:e0:4c:00:00:02")], Nics);
    }

    [Fact]
    public void A_machine_without_sysfs_has_no_ports() => Assert.Empty(new LinuxNics("/nonexistent").GetNics());

    [Theory]
    [InlineData("eth0", "eth1")]
    [InlineData("eth1", "eth0")]
    public void Roles_do_not_follow_the_order_of_detection(string onboard, string usb)
    {
        _tree.Nic(onboard, Onboard, "bcmgenet", "dc:a6:32:00:00:01").Nic(usb, Usb, "r8152", "00:e0:4c:00:00:02");
        NicAssignment found = Find("rpi4");
        Assert.Equal((onboard, usb), (found.Wan, found.Lan));
        Assert.Empty(found.Problems);
    }

    [Fact]
    public void A_missing_port_is_said_with_what_is_there()
    {
        _tree.Nic("eth0", Onboard, "bcmgenet", "dc:a6:32:00:00:01");
        NicAssignment found = Find("rpi4");
        Assert.Equal(("eth0", null), (found.Wan, found.Lan));
        Assert.Equal(
            $"the board's LAN port (bus path usb*) is missing, there is eth0 (driver bcmgenet, at {Onboard}), check cable and adapter, or set interfaces.lan.device",
            Assert.Single(found.Problems));
    }

    [Fact]
    public void Without_any_port_both_roles_are_missing()
    {
        NicAssignment found = Find("rpi4");
        Assert.Equal(2, found.Problems.Count);
        Assert.All(found.Problems, problem => Assert.Contains("this machine has no network port", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_that_fit_are_not_decided_by_chance()
    {
        _tree.Nic("eth0", Onboard, "bcmgenet", "dc:a6:32:00:00:01").Nic("eth1", Usb, "r8152", "a").Nic("eth2", OtherUsb, "r8152", "b");
        NicAssignment found = Find("rpi4");
        Assert.Null(found.Lan);
        Assert.Equal("the board's LAN port (bus path usb*) could be eth1 or eth2, unplug one, or set interfaces.lan.device", Assert.Single(found.Problems));
    }

    [Fact]
    public void One_port_cannot_have_both_roles()
    {
        var roles = new Dictionary<NicRole, NicMatch> { [NicRole.Wan] = new(null, "x", null), [NicRole.Lan] = new("a", null, null) };
        NicAssignment found = NicAssignment.Find(roles, [new Nic("eth0", "a", "x", "m")]);
        Assert.Equal((null, null), (found.Wan, found.Lan));
        Assert.Equal("eth0 would be WAN and LAN at once, the board's 'nics' must tell them apart", Assert.Single(found.Problems));
    }

    [Theory]
    [InlineData("fd580000.ethernet", true)]
    [InlineData("scb/fd580000.ethernet", true)]
    [InlineData("platform/*/fd5*.ethernet", true)]
    [InlineData("*.ether*et", true)]
    [InlineData("fd580000", false)]
    [InlineData("platform/fd580000.ethernet", false)]
    [InlineData("*", true)]
    [InlineData("*/*/*/*", false)]
    public void A_bus_path_is_matched_by_whole_parts(string pattern, bool fits) =>
        Assert.Equal(fits, new NicMatch(pattern, null, null).Fits(new Nic("eth0", Onboard, "bcmgenet", "dc:a6:32:00:00:01")));

    [Theory]
    [InlineData(null, "DC:A6:32", true)]
    [InlineData("bcmgenet", "dc:a6:32:00:00:01", true)]
    [InlineData("r8152", "dc:a6:32", false)]
    [InlineData("bcmgenet", "00:e0:4c", false)]
    public void All_that_is_said_must_fit(string? driver, string? mac, bool fits) =>
        Assert.Equal(fits, new NicMatch(null, driver, mac).Fits(new Nic("eth0", Onboard, "bcmgenet", "dc:a6:32:00:00:01")));

    [Fact]
    public void The_built_in_boards_tell_their_own_ports_apart()
    {
        Check("cm4-dual", (Onboard, "bcmgenet"), ("platform/scb/fd500000.pcie/pci0000:00/0000:00:00.0/0000:01:00.0", "r8169"));
        Check("qemu-virt", ("platform/4010000000.pcie/pci0000:00/0000:00:01.0/virtio0", "virtio_net"), ("platform/4010000000.pcie/pci0000:00/0000:00:02.0/virtio1", "virtio_net"));

        static void Check(string board, (string Path, string Driver) wan, (string Path, string Driver) lan)
        {
            NicAssignment found = NicAssignment.Find(
                BoardCatalog.Find(board).Board.Nics, [new Nic("eth1", wan.Path, wan.Driver, "a"), new Nic("eth0", lan.Path, lan.Driver, "b")]);
            Assert.Empty(found.Problems);
            Assert.Equal(("eth1", "eth0"), (found.Wan, found.Lan));
        }
    }

    public void Dispose() => _tree.Dispose();

    private NicAssignment Find(string board) => NicAssignment.Find(BoardCatalog.Find(board).Board.Nics, Nics);
}
