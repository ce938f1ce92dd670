using Culvert.Core;
using Culvert.Hal.Linux;

namespace Culvert.Hal.Tests.Linux;

/// <summary>What any user may do on any Linux.</summary>
public sealed class LinuxDeviceTests
{
    [Fact]
    public void Loopback_is_among_the_links_and_has_its_address()
    {
        using var network = new LinuxNetwork();
        KernelLink loopback = Assert.Single(network.GetLinks(), link => link.IsLoopback);
        Assert.Equal("lo", loopback.Name);
        // Other links may come and go while this looks.
        Assert.True(SpinWait.SpinUntil(() => network.GetAddresses().All(address => network.GetLinks().Any(link => link.Index == address.LinkIndex)), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void A_link_is_found_by_its_name_and_one_that_is_not_there_is_none()
    {
        using var network = new LinuxNetwork();
        Assert.Equal(network.GetLinks().Single(link => link.IsLoopback), network.FindLink("lo"));
        Assert.All(["nonexistent0", "", "longer-than-any-device-may-be", "not/a:name", " "], name => Assert.Null(network.FindLink(name)));
    }

    [Fact]
    public void Routes_are_of_the_table_asked_for()
    {
        using var network = new LinuxNetwork();
        Assert.All(network.GetRoutes(KernelRoute.MainTable), route => Assert.Equal(KernelRoute.MainTable, route.Table));
        Assert.Empty(network.GetRoutes(0x7ffffffe));
    }

    [Fact]
    public void A_change_without_permission_says_so()
    {
        using var network = new LinuxNetwork();
        // Device 0x7ffffff0 does not exist: not even root changes anything by this.
        var problem = Assert.Throws<KernelException>(() => network.BringUp(0x7ffffff0, 1400, 1000));
        Assert.True(problem.IsPermission || problem.Errno == KernelException.NoDevice, problem.Message);
    }

    [Fact]
    public void Changes_of_links_addresses_routes_and_rules_are_heard_for_both_families()
    {
        using var monitor = new LinuxNetworkMonitor();
        string inode = new FileInfo($"/proc/self/fd/{monitor.Descriptor}").LinkTarget!["socket:[".Length..^1];
        string[] socket = File.ReadLines("/proc/self/net/netlink")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Single(fields => fields[^1] == inode);
        // RTNLGRP_LINK, IPV4_IFADDR, IPV4_ROUTE, IPV4_RULE, IPV6_IFADDR, IPV6_ROUTE, IPV6_RULE: group n is bit n - 1.
        Assert.Equal(((int[])[1, 5, 7, 8, 9, 11, 19]).Sum(group => 1 << (group - 1)), Convert.ToInt32(socket[3], 16));
    }

    [Fact]
    public void Clock_moves_forward()
    {
        var clock = new LinuxClock();
        Instant before = clock.Now;
        Assert.True(clock.Now >= before);
        Assert.True(before > Instant.Zero);
    }

    [Fact]
    public void Entropy_fills_the_whole_of_a_long_span()
    {
        byte[] bytes = new byte[100_000];
        new LinuxEntropy().Fill(bytes);
        Assert.True(bytes.AsSpan(99_000).IndexOfAnyExcept((byte)0) >= 0);
        Assert.InRange(bytes.Count(octet => octet == 0), 200, 700);
    }

    [Fact]
    public void A_raised_signal_ends_a_wait_and_stays_lowered_after()
    {
        using var signal = new LinuxWakeSignal();
        var poll = new PollSet();
        int number = poll.Add(signal.Descriptor);
        signal.Raise();
        signal.Raise();
        poll.Wait(timeout: null);
        Assert.True(poll.IsReadable(number));
        Assert.True(signal.Lower());
        Assert.False(signal.Lower());
        poll.Wait(TimeSpan.Zero);
        Assert.False(poll.IsReadable(number));
    }

    [Fact]
    public void A_setting_that_is_not_there_reads_as_null_and_is_not_written()
    {
        var sysctl = new LinuxSysctl();
        Assert.Null(sysctl.Read("net/ipv4/conf/nonexistent0/forwarding"));
        Assert.False(sysctl.TryWrite("net/ipv4/conf/nonexistent0/forwarding", "1"));
        Assert.NotNull(sysctl.Read("net/ipv4/conf/lo/forwarding"));
        Assert.Contains("lo", sysctl.List("net/ipv4/conf"));
    }
}
