using System.Globalization;
using Culvert.Lab;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>The addresses of the configuration on a real kernel, with a real DHCP client and server.</summary>
public sealed class AddressTests
{
    private const string Dhcp = """{ "wan": { "device": "wan", "address": "dhcp" } }""";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // Of a lease of 20 s: renewed at the half of it, lost at its end.
    private const int ShortLease = 20;
    private static readonly TimeSpan LeaseLimit = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_tunnel_comes_up_over_a_lease_and_says_what_it_waits_for()
    {
        using var site = new DhcpSite();
        site.Configure(Dhcp, """{ "hostName": "branch-seoul" }""");
        site.Peer.Start();
        site.Box.Start();
        Eventually.Until(
            "the tunnel says why", Limit,
            () => site.Box.Tunnel(DhcpSite.Tunnel) is { ReasonCode: "no-route", Reason: { } reason } && reason.Contains("(no DHCP server answers)", StringComparison.Ordinal), site.Describe);

        site.Server.Start(DhcpSite.First, 3600, DhcpSite.Options);
        site.WaitForPing();

        Assert.Equal([DhcpSite.First], site.Addresses());
        Assert.Matches($"dhcp from {DhcpSite.Provider}, lease 1 h 0 min, 5[0-9] min", site.Interfaces);
        site.Box.Process!.WaitFor("name servers 9.9.9.9: this machine's own are left alone", Limit);
        Assert.Contains("mtu 1400", site.Site.Box.Run("ip", "route").Output, StringComparison.Ordinal);
        Assert.Equal("branch-seoul", site.Site.Box.Run("nsenter", "--uts", "--target", $"{site.Box.GatewayProcess}", "hostname").Output.Trim());
    }

    [Fact]
    public void A_kill_leaves_address_and_guard_but_no_client_and_the_next_start_keeps_them()
    {
        using var site = new DhcpSite();
        site.Configure(Dhcp);
        site.Server.Start(DhcpSite.First, 3600, DhcpSite.Options);
        site.Connect();
        WaitForClients(site, 1);

        site.Box.Kill();
        WaitForClients(site, 0);
        Assert.Equal([DhcpSite.First], site.Addresses());
        Assert.Contains($"unreachable {SiteAddresses.VpcNetwork}", site.Site.Box.Run("ip", "route").Output, StringComparison.Ordinal);

        LabProcess watch = WatchAddresses(site);
        site.Box.Start();
        site.WaitForPing();
        WaitForClients(site, 1);
        WaitUntilSeen(site, watch);
        Assert.DoesNotContain(watch.Output.Split('\n'), line => line.StartsWith("Deleted", StringComparison.Ordinal) && line.Contains(": wan ", StringComparison.Ordinal));
        site.Box.Stop();
        WaitForClients(site, 0);
    }

    [Fact]
    public void An_orderly_stop_leaves_the_machine_as_it_was()
    {
        using var site = new DhcpSite();
        site.Site.Box.AddAddress("wan", "192.168.7.7/24");
        string before = State(site);
        site.Configure(Dhcp);
        site.Server.Start(DhcpSite.First, 3600, DhcpSite.Options);
        site.Connect();
        Assert.Equal(["192.168.7.7", DhcpSite.First], site.Addresses());
        site.Box.Stop();
        Eventually.Until("the machine is as it was", Limit, () => State(site) == before, () => $"{before}\n--- now\n{State(site)}");
    }

    [Fact]
    public void Another_address_moves_the_tunnel()
    {
        using var site = new DhcpSite();
        site.Configure(Dhcp);
        site.Server.Start(DhcpSite.First, ShortLease, DhcpSite.Options);
        site.Connect();

        // The new server knows nothing of the old lease and refuses to renew it.
        site.Server.Start(DhcpSite.Second, ShortLease, DhcpSite.Options);
        site.WaitForAddress(DhcpSite.Second, LeaseLimit);
        site.WaitForPing();
        Eventually.Until("the tunnel has the new address", Limit, () => site.Box.Tunnel(DhcpSite.Tunnel).Local?.Address == DhcpSite.Second, site.Describe);
    }

    [Fact]
    public void A_server_that_is_gone_costs_the_address_at_the_end_of_the_lease()
    {
        using var site = new DhcpSite();
        site.Configure(Dhcp);
        site.Server.Start(DhcpSite.First, ShortLease, DhcpSite.Options);
        site.Connect();
        site.Server.Stop();
        site.WaitForAddress(null, LeaseLimit);
        site.Box.Process!.WaitFor($"wan has lost {DhcpSite.First}", Limit);
        Eventually.Until("its route is gone", Limit, () => !site.Site.Box.Run("ip", "route").Output.Contains("default", StringComparison.Ordinal), site.Describe);
        site.Server.Start(DhcpSite.First, ShortLease, DhcpSite.Options);
        site.WaitForPing();
    }

    [Fact]
    public void A_server_cannot_take_the_LAN_nor_go_round_the_tunnel()
    {
        using var site = new DhcpSite();
        site.Configure(Dhcp);
        site.Server.Start("10.60.1.77", 3600, "subnet 255.255.255.128", "router 10.60.1.65");
        site.Peer.Start();
        site.Box.Start();
        site.Box.Process!.WaitFor("overlaps 10.60.1.0/24 of lan", Limit);
        Assert.Empty(site.Addresses());

        // Inside the far network: the gateway may be reached, and nobody else there.
        site.Server.Start("10.50.1.77", 3600, "subnet 255.255.255.0", "router 10.50.1.65", "mtu 68", "dns 224.0.0.1");
        site.WaitForAddress("10.50.1.77", LeaseLimit);
        Assert.DoesNotContain("10.50.1.0/24", site.Site.Box.Run("ip", "route").Output, StringComparison.Ordinal);
        site.Box.Process!.WaitFor("mtu '68' is left out", Limit);
        site.Box.Process!.WaitFor("dns '224.0.0.1' is left out", Limit);
    }

    [Fact]
    public void What_the_client_is_told_is_judged_and_never_obeyed()
    {
        using var site = new DhcpSite();
        site.Configure(Dhcp);
        site.Box.Start();
        WaitForClients(site, 1);
        string trap = Path.Combine(site.Site.Box.Directory, "trapped");
        foreach (string address in (string[])[$"$(touch {trap})", $"`touch {trap}`", $"1.2.3.4; touch {trap}", "\u001b[2J", new string('9', 5000), "127.0.0.1"])
        {
            Assert.NotEqual(0, Hook(site, "bound", $"ip={address}", "mask=24"));
            Assert.NotEqual(0, Hook(site, "../../bin/sh", "ip=198.51.100.9", "mask=24"));
            WaitForClients(site, 1);
        }

        Assert.Empty(site.Addresses());
        Assert.False(File.Exists(trap));
        Assert.DoesNotContain('\u001b', site.Box.Log);
        Eventually.Until("what is right is taken", Limit, () => Hook(site, "bound", "ip=198.51.100.9", "mask=24") == 0, site.Describe);
        site.WaitForAddress("198.51.100.9", Limit);
    }

    [Fact]
    public void A_cable_that_was_out_keeps_the_lease()
    {
        using var site = new DhcpSite();
        site.Configure(Dhcp);
        site.Server.Start(DhcpSite.First, 3600, DhcpSite.Options);
        site.Connect();
        Host router = site.Site.Internet.Router;
        router.Run("ip", "link", "set", site.Site.Box.Name, "down");
        Thread.Sleep(500);
        Assert.Equal([DhcpSite.First], site.Addresses());
        router.Run("ip", "link", "set", site.Site.Box.Name, "up");
        site.WaitForPing();
        Assert.Equal([DhcpSite.First], site.Addresses());
    }

    [Fact]
    public void Static_addresses_carry_the_tunnel_and_a_change_of_the_LAN_leaves_it_alone()
    {
        using var site = new DhcpSite();
        const string wan = $$"""{ "device": "wan", "address": "{{DhcpSite.First}}/24", "gateway": "{{DhcpSite.Provider}}" }""";
        site.Configure($$"""{ "wan": {{wan}}, "lan": { "device": "lan", "address": "10.60.9.1/24" } }""");
        site.Connect();
        string spi = site.Box.Tunnel(DhcpSite.Tunnel).Child!.InSpi;
        Assert.Equal([SiteAddresses.BoxLan, "10.60.9.1"], site.Addresses("lan"));
        LabProcess watch = WatchAddresses(site);

        site.Configure($$"""{ "wan": {{wan}}, "lan": { "device": "lan", "address": "10.60.8.1/24" } }""");
        Eventually.Until("the LAN has its new address", Limit, () => site.Addresses("lan") is [SiteAddresses.BoxLan, "10.60.8.1"], site.Describe);
        Assert.Equal(spi, site.Box.Tunnel(DhcpSite.Tunnel).Child!.InSpi);
        site.WaitForPing();
        Assert.Equal(spi, site.Box.Tunnel(DhcpSite.Tunnel).Child!.InSpi);
        WaitUntilSeen(site, watch);
        Assert.Contains("10.60.8.1", watch.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("wan", watch.Output, StringComparison.Ordinal);

        site.Configure("{}");
        Eventually.Until("the LAN has its own address only", Limit, () => site.Addresses("lan") is [SiteAddresses.BoxLan], site.Describe);
        site.WaitForAddress(null, Limit);
    }

    [Fact]
    public void A_device_that_comes_late_is_taken()
    {
        using var site = new DhcpSite();
        site.Configure($$"""{ "wan": { "device": "usb0", "address": "{{DhcpSite.First}}/24", "gateway": "{{DhcpSite.Provider}}" } }""");
        site.Peer.Start();
        site.Box.Start();
        Eventually.Until("the tunnel says why", Limit, () => site.Box.Tunnel(DhcpSite.Tunnel).Reason?.EndsWith(": usb0 is not there", StringComparison.Ordinal) == true, site.Describe);
        site.Site.Box.Run("ip", "link", "set", "wan", "name", "usb0");
        site.WaitForPing();
    }

    private static int Hook(DhcpSite site, string word, params IReadOnlyList<string> environment) =>
        site.Site.Box.Try("env", [$"CULVERT_DHCP_HOOK={site.Box.ControlSocket}", "interface=wan", .. environment, Checkout.Binary, word]).ExitCode;

    private static LabProcess WatchAddresses(DhcpSite site)
    {
        LabProcess watch = site.Site.Box.Start("ip", "monitor", "address");
        WaitUntilSeen(site, watch);
        return watch;
    }

    // `ip monitor` has told all that happened up to now when it tells of an address that comes and goes now.
    private static void WaitUntilSeen(DhcpSite site, LabProcess watch)
    {
        const string sign = "127.9.9.9/32";
        int before = watch.TimesPrinted(sign);
        Eventually.Until("ip monitor tells what happens", Limit, () =>
        {
            site.Site.Box.Run("ip", "address", "add", sign, "dev", "lo");
            site.Site.Box.Run("ip", "address", "del", sign, "dev", "lo");
            return watch.TimesPrinted(sign) > before;
        });
    }

    // One that has just been told to end takes a moment, and one that calls its hook is two for a moment.
    private static void WaitForClients(DhcpSite site, int count) =>
        Eventually.Until($"{count} DHCP clients run", Limit, () => Clients(site).Count == count, site.Describe);

    private static IReadOnlyList<int> Clients(DhcpSite site) =>
    [
        .. site.Site.Box.Run("ip", "netns", "pids", site.Site.Box.Namespace).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(process => int.Parse(process, CultureInfo.InvariantCulture)).Where(IsClient),
    ];

    private static bool IsClient(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Contains("udhcpc\0-f", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    // Without what the kernel does by itself: link-local addresses come, and settle, when it is time for them.
    private static string State(DhcpSite site) =>
        site.Site.Box.Run("sh", "-c", "ip -o address | grep -v fe80").Output + site.Site.Box.Run("ip", "-o", "-4", "route", "show", "table", "all").Output
        + site.Site.Box.Run("ip", "rule").Output + site.Site.Box.Run("sysctl", "-a", "--pattern", "promote_secondaries").Output;
}
