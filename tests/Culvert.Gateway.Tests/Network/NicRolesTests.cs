using Culvert.Config;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Network;
using Culvert.Gateway.Tests.Hardware;
using Culvert.Gateway.Tests.Logging;
using Culvert.Hal.Boards;
using Culvert.Hal.Nics;

namespace Culvert.Gateway.Tests.Network;

public sealed class NicRolesTests : IDisposable
{
    private static readonly Nic Onboard = new("eth1", "platform/scb/fd580000.ethernet", "bcmgenet", "dc:a6:32:00:00:01");
    private static readonly Nic Usb = new("eth0", "platform/scb/usb2/2-1/2-1:1.0", "r8152", "00:e0:4c:00:00:02");

    private readonly WholeText _text = new();
    private readonly Log _log;

    public NicRolesTests() => _log = new Log(_text, LogLevel.Info, TimeProvider.System);

    [Fact]
    public void The_board_tells_the_ports_apart()
    {
        NicRoles roles = Roles(new FakeNics(Onboard, Usb));
        roles.Use(new InterfacesConfig(null, null));
        Assert.Equal(new NicDevices("eth1", "eth0"), roles.Devices);
        Assert.Contains("WAN is eth1", Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_configuration_wins_over_the_board_and_what_it_names_is_not_missed()
    {
        NicRoles roles = Roles(new FakeNics(Onboard));
        roles.Use(new InterfacesConfig(null, Device("br0")));
        Assert.Equal(new NicDevices("eth1", "br0"), roles.Devices);
        Assert.DoesNotContain("missing", Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_one_port_only_the_other_is_said_once_and_taken_when_it_comes()
    {
        var nics = new FakeNics(Onboard);
        NicRoles roles = Roles(nics);
        roles.Use(new InterfacesConfig(null, null));
        roles.Look();
        Assert.Equal(new NicDevices("eth1", null), roles.Devices);
        nics.Nics.Add(Usb);
        roles.Look();
        Assert.Equal(new NicDevices("eth1", "eth0"), roles.Devices);
        nics.Nics.Remove(Usb);
        roles.Look();
        Assert.Equal(new NicDevices("eth1", null), roles.Devices);
        Assert.Equal(2, Said().Split("the board's LAN port (bus path usb*) is missing").Length - 1);
    }

    [Fact]
    public void A_board_without_roles_leaves_the_choice_to_routes_and_addresses()
    {
        var roles = new NicRoles(BoardCatalog.Find("lab").Board.Nics, new FakeNics(Onboard, Usb), _log);
        roles.Use(new InterfacesConfig(null, null));
        Assert.Equal(default, roles.Devices);
        Assert.Empty(Said());
    }

    public void Dispose() => _log.Dispose();

    private static InterfaceConfig Device(string name) => new(name, null, 0);

    private NicRoles Roles(FakeNics nics) => new(BoardCatalog.Find("rpi4").Board.Nics, nics, _log);

    private string Said() => _text.Of(_log);
}
