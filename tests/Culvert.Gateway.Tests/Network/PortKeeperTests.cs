using System.Net;
using System.Text;
using Culvert.Config;
using Culvert.Control.Interfaces;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Network;
using Culvert.Gateway.Tests.Packets;

namespace Culvert.Gateway.Tests.Network;

/// <summary>What the image does otherwise than a guest on somebody's machine.</summary>
public sealed class PortKeeperTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly TestClock _clock = new();
    private readonly Log _log = new(TextWriter.Null, LogLevel.Info, TimeProvider.System);

    [Fact]
    public void The_image_has_its_name_servers_and_keeps_its_ports_and_name_at_the_end()
    {
        PortKeeper ports = Start(isImage: true);
        Assert.Equal("nameserver 9.9.9.9\nnameserver 2001:db8::53\n", Encoding.ASCII.GetString(_machine.Storage.Files[ResolverFile.Path]));
        ports.Release();
        Assert.True(HasAddress);
        Assert.Equal("branch", ports.Settings["kernel/hostname"]);
    }

    [Fact]
    public void Name_servers_that_are_not_wanted_any_more_are_asked_no_more()
    {
        PortKeeper ports = Start(isImage: true);
        Load(ports, new InterfacesConfig(new WanConfig("wan", IPAddress.Parse("198.51.100.2"), 24), null));
        Assert.Empty(_machine.Storage.Files[ResolverFile.Path]);
    }

    [Fact]
    public void Name_servers_of_a_former_gateway_are_asked_no_more()
    {
        _machine.Storage.CreateDirectory("/run");
        _machine.Storage.Write(ResolverFile.Path, "nameserver 192.0.2.53\n"u8);
        Start(isImage: true, new InterfacesConfig(new WanConfig("wan", IPAddress.Parse("198.51.100.2"), 24), null));
        Assert.Empty(_machine.Storage.Files[ResolverFile.Path]);
    }

    [Fact]
    public void A_guest_leaves_name_servers_alone_and_takes_everything_away_at_the_end()
    {
        PortKeeper ports = Start(isImage: false);
        Assert.True(HasAddress);
        Assert.DoesNotContain(ResolverFile.Path, _machine.Storage.Files.Keys);
        Assert.Contains(_log.Recent.Newest(10), line => line.Text.Contains("9.9.9.9, 2001:db8::53: this machine's own are left alone", StringComparison.Ordinal));
        ports.Release();
        Assert.False(HasAddress);
        Assert.Empty(ports.Settings);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, null)]
    public void A_wan_of_which_nothing_is_said_gets_its_address_by_DHCP_in_the_image_alone(bool isImage, bool? isDhcp)
    {
        PortKeeper ports = Start(isImage, new InterfacesConfig(null, null));
        Assert.Equal(isDhcp, ports.SourceOf("wan")?.IsDhcp);
    }

    [Fact]
    public void Name_servers_that_cannot_be_written_are_told_and_stop_nothing()
    {
        (_machine.Storage.WriteFailure, _machine.Storage.WriteFailureAt) = (new IOException("No space left on device"), ResolverFile.Path);
        Start(isImage: true);
        Assert.True(HasAddress);
        Assert.Contains(_log.Recent.Newest(10), line => line.Text.Contains("No space left", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "9.9.9.9", 0)]
    [InlineData(true, null, 1)]
    [InlineData(false, null, 0)]
    public void A_wan_without_name_servers_is_remarked_on_once_where_they_would_be_used(bool isImage, string? server, int times)
    {
        var wan = new WanConfig("wan", IPAddress.Parse("198.51.100.2"), 24) { NameServers = server is null ? [] : [IPAddress.Parse(server)] };
        PortKeeper ports = Start(isImage, new InterfacesConfig(wan, null));
        Load(ports, new InterfacesConfig(wan, null));
        Assert.Equal(times, ports.Remarks.Count);
        Assert.Equal(times, _log.Recent.Newest(100).Count(line => line.Text.Contains("set interfaces.wan.nameServers", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_wan_that_waits_for_its_address_lacks_no_name_servers_yet() =>
        Assert.Empty(Start(isImage: true, new InterfacesConfig(new WanConfig("wan") { Dhcp = true }, null)).Remarks);

    [Theory]
    [InlineData(true, "lan", false, true)]
    [InlineData(true, "lan", true, false)]
    [InlineData(true, null, false, false)]
    [InlineData(false, "lan", false, false)]
    public void A_lan_of_the_image_without_an_address_is_said(bool isImage, string? device, bool hasAddress, bool isSaid)
    {
        PortKeeper ports = Start(isImage);
        InterfaceConfig? lan = hasAddress ? new InterfaceConfig("lan", IPAddress.Parse("192.168.1.1"), 24) : null;
        Load(ports, new InterfacesConfig(new WanConfig("wan", IPAddress.Parse("198.51.100.2"), 24), lan), device);
        Assert.Equal(isSaid, ports.LanTrouble?.StartsWith("the LAN has no address", StringComparison.Ordinal) ?? false);
    }

    public void Dispose() => _log.Dispose();

    private bool HasAddress => _machine.Network.GetAddresses().Any(address => address.Address.ToString() == "198.51.100.2");

    private PortKeeper Start(bool isImage, InterfacesConfig? config = null)
    {
        var dhcp = new DhcpProcess(new SimulatedClient(), "/run/culvert.sock", "/culvert", path => path == "/sbin/udhcpc");
        var ports = new PortKeeper(
            new InterfaceControl(), _machine.Ports, dhcp, new ResolverFile(_machine.Storage, isImage, _log), _machine.Network, _clock, _log, isImage);
        var wan = new WanConfig("wan", IPAddress.Parse("198.51.100.2"), 24) { NameServers = [IPAddress.Parse("9.9.9.9"), IPAddress.Parse("2001:db8::53")] };
        Load(ports, config ?? new InterfacesConfig(wan, null));
        return ports;
    }

    private static void Load(PortKeeper ports, InterfacesConfig config, string? lan = null) =>
        ports.Load(GatewayConfig.Empty with { System = new SystemConfig("branch"), Interfaces = config }, new NicDevices("wan", lan));
}
