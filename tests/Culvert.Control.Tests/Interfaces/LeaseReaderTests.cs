using System.Net;
using CsCheck;
using Culvert.Control.Interfaces;
using Culvert.Core;

namespace Culvert.Control.Tests.Interfaces;

public sealed class LeaseReaderTests
{
    private static readonly Instant Now = Instant.FromSeconds(100);

    [Fact]
    public void A_lease_has_all_that_the_client_says()
    {
        Lease? lease = LeaseReader.Read(
            Now,
            Values("router=198.51.100.1 198.51.100.2", "dns=9.9.9.9 198.51.100.53", "ntpsrv=198.51.100.123", "mtu=1400", "serverid=198.51.100.1", "lease=7200"),
            out IReadOnlyList<string> left);
        Assert.Empty(left);
        Assert.NotNull(lease);
        Assert.Equal(("eth0", "198.51.100.10", 24), (lease.Device, lease.Address.ToString(), lease.PrefixLength));
        Assert.Equal(("198.51.100.1", "198.51.100.1", 1400), (lease.Gateway?.ToString(), lease.Server?.ToString(), lease.Mtu));
        Assert.Equal(["9.9.9.9", "198.51.100.53"], lease.NameServers.Select(server => server.ToString()));
        Assert.Equal(["198.51.100.123"], lease.TimeServers.Select(server => server.ToString()));
        Assert.Equal(Now + TimeSpan.FromHours(2), lease.Expiry.When);
    }

    [Theory]
    [InlineData("ip=")]
    [InlineData("ip=$(reboot)")]
    [InlineData("ip=198.51.100.10; reboot")]
    [InlineData("ip=198.51.100.10/24")]
    [InlineData("ip=0x0a000001")]
    [InlineData("ip=0.0.0.0")]
    [InlineData("ip=127.0.0.1")]
    [InlineData("ip=169.254.7.7")]
    [InlineData("ip=224.0.0.1")]
    [InlineData("ip=255.255.255.255")]
    [InlineData("ip=2001:db8::1")]
    [InlineData("ip=198.51.100.0")]
    [InlineData("ip=198.51.100.255")]
    [InlineData("mask=0")]
    [InlineData("mask=1")]
    [InlineData("mask=33")]
    [InlineData("mask=-1")]
    [InlineData("mask=255.255.255.0")]
    public void A_lease_that_no_host_can_have_is_refused(string value)
    {
        Assert.Null(LeaseReader.Read(Now, Values(value), out IReadOnlyList<string> left));
        Assert.Single(left);
    }

    [Theory]
    [InlineData("router=224.0.0.1")]
    [InlineData("dns=`id`")]
    [InlineData("ntpsrv=../../etc/passwd")]
    [InlineData("mtu=68")]
    [InlineData("mtu=65535")]
    [InlineData("mtu=1500\n")]
    public void A_wrong_option_is_left_out_and_named_without_what_a_terminal_obeys(string value)
    {
        Lease? lease = LeaseReader.Read(Now, Values(value), out IReadOnlyList<string> left);
        Assert.NotNull(lease);
        Assert.Equal((null, 0), (lease.Gateway, lease.Mtu));
        Assert.Empty(lease.NameServers.Concat(lease.TimeServers));
        Assert.DoesNotContain(Assert.Single(left), char.IsControl);
    }

    [Theory]
    [InlineData(null, 3600.0)]
    [InlineData("lease=x", 3600.0)]
    [InlineData("lease=4294967295", null)]
    [InlineData("lease=0", 0.0)]
    public void A_lease_lasts_as_long_as_it_says(string? value, double? seconds) =>
        Assert.Equal(seconds, LeaseReader.Read(Now, value is null ? Values() : Values(value), out _)?.Duration?.TotalSeconds);

    [Fact]
    public void Our_own_address_is_no_router() =>
        Assert.Equal("198.51.100.1", LeaseReader.Read(Now, Values("router=198.51.100.10 198.51.100.1"), out _)?.Gateway?.ToString());

    [Fact]
    public void A_value_that_is_too_long_refuses_the_lease() =>
        Assert.Null(LeaseReader.Read(Now, Values("dns=" + new string('1', LeaseReader.LongestValue + 1)), out _));

    [Fact]
    public void Whatever_comes_is_a_lease_or_a_refusal_and_what_is_kept_reads_back()
    {
        Gen<string> text = Gen.OneOf(
            Gen.Const("198.51.100.10"), Gen.Const("24"), Gen.Byte.Array[4].Select(octets => string.Join('.', octets)), Gen.Int[0, 40].Select(number => number.ToString()),
            Gen.String[0, 30], Gen.Select(Gen.Byte.Array[4], Gen.Byte.Array[4]).Select((one, two) => $"{string.Join('.', one)} {string.Join('.', two)}"));
        Gen.Select(Gen.Int[0, LeaseReader.Names.Count - 1].Select(index => LeaseReader.Names[index]), text).Select((name, value) => (name, value)).Array[0, 12].Sample(pairs =>
        {
            Dictionary<string, string> values = Values();
            foreach ((string name, string value) in pairs) values[name] = value;
            Lease? lease = LeaseReader.Read(Now, values, out IReadOnlyList<string> left);
            Assert.All(left, each => Assert.DoesNotContain(each, char.IsControl));
            if (lease is null)
            {
                Assert.Single(left);
                return;
            }

            Assert.NotEqual(IPAddress.Any, lease.Address);
            Lease again = LeaseReader.Read(Now, LeaseReader.Write(lease), out IReadOnlyList<string> nothing)!;
            Assert.Empty(nothing);
            Assert.Equal(LeaseReader.Write(lease), LeaseReader.Write(again));
            Assert.Equal((lease.Address, lease.PrefixLength, lease.Gateway, lease.Mtu, lease.Duration), (again.Address, again.PrefixLength, again.Gateway, again.Mtu, again.Duration));
        });
    }

    internal static Dictionary<string, string> Values(params IEnumerable<string> more)
    {
        Dictionary<string, string> values = new() { ["interface"] = "eth0", ["ip"] = "198.51.100.10", ["mask"] = "24" };
        foreach (string each in more) values[each.Split('=')[0]] = each[(each.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return values;
    }
}
