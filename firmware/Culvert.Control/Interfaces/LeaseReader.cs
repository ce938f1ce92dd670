using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Culvert.Core;

namespace Culvert.Control.Interfaces;

/// <summary>
/// Reads what the DHCP client says of a lease: texts that come from whoever answers on the WAN. What a lease cannot do
/// without makes it a refusal when it is wrong; a wrong option beside is left out.
/// </summary>
public static class LeaseReader
{
    /// <summary>The names that count; any other is not even looked at.</summary>
    public static IReadOnlyList<string> Names { get; } = ["interface", "ip", "mask", "router", "dns", "ntpsrv", "mtu", "serverid", "lease"];

    /// <summary>Characters of the longest value.</summary>
    public const int LongestValue = 512;

    private const int SmallestMtu = 576, LargestMtu = 9216;
    private const int ShortestPrefix = 8;
    private const int MostServers = 4;
    private const uint Infinite = uint.MaxValue;

    // What udhcpc takes for a server that names no time.
    private static readonly TimeSpan UnsaidDuration = TimeSpan.FromHours(1);

    /// <param name="left">What was left out of it, or why there is none: a clause each.</param>
    /// <returns>Null: refused, for the first of <paramref name="left"/>.</returns>
    public static Lease? Read(Instant now, IReadOnlyDictionary<string, string> values, out IReadOnlyList<string> left)
    {
        ArgumentNullException.ThrowIfNull(values);
        List<string> remarks = [];
        left = remarks;
        if (WhyNot(values, out IPAddress? address, out int length) is { } why)
        {
            remarks.Add(why);
            return null;
        }

        return new Lease(
            values.GetValueOrDefault("interface", ""),
            address,
            length,
            ReadHosts(values, "router", remarks).FirstOrDefault(router => !router.Equals(address)),
            [.. ReadHosts(values, "dns", remarks)],
            [.. ReadHosts(values, "ntpsrv", remarks)],
            ReadMtu(values, remarks),
            values.TryGetValue("serverid", out string? server) && TryReadHost(server, out IPAddress? from) ? from : null,
            ReadDuration(values),
            now);
    }

    /// <summary>The texts that make this lease again.</summary>
    public static SortedDictionary<string, string> Write(Lease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        SortedDictionary<string, string> values = new(StringComparer.Ordinal)
        {
            ["interface"] = lease.Device,
            ["ip"] = lease.Address.ToString(),
            ["mask"] = lease.PrefixLength.ToString(CultureInfo.InvariantCulture),
            ["router"] = lease.Gateway?.ToString() ?? "",
            ["dns"] = string.Join(' ', lease.NameServers),
            ["ntpsrv"] = string.Join(' ', lease.TimeServers),
            ["lease"] = (lease.Duration is { } duration ? (uint)duration.TotalSeconds : Infinite).ToString(CultureInfo.InvariantCulture),
        };
        if (lease.Mtu > 0) values["mtu"] = lease.Mtu.ToString(CultureInfo.InvariantCulture);
        if (lease.Server is { } server) values["serverid"] = server.ToString();
        return values;
    }

    private static string? WhyNot(IReadOnlyDictionary<string, string> values, [NotNull] out IPAddress? address, out int length)
    {
        length = 0;
        address = IPAddress.Any;
        if (values.Any(value => value.Value.Length > LongestValue)) return $"an option is longer than {LongestValue} characters";
        string ip = values.GetValueOrDefault("ip", "");
        if (!TryReadHost(ip, out IPAddress? own)) return $"{Quote(ip)} is not an address that a host can have";
        address = own;
        // Without a mask the host is alone, and its router on the link.
        string mask = values.GetValueOrDefault("mask", "32");
        if (!int.TryParse(mask, NumberStyles.None, CultureInfo.InvariantCulture, out length) || length is < ShortestPrefix or > 32)
            return $"the prefix length {Quote(mask)} is not one from {ShortestPrefix} to 32";
        IpPrefix network = IpPrefix.Containing(address, length);
        bool hasEnds = length < 31;
        return hasEnds && (address.Equals(network.Address) || address.Equals(network.LastAddress)) ? $"{address} is no host of {network}" : null;
    }

    private static List<IPAddress> ReadHosts(IReadOnlyDictionary<string, string> values, string name, List<string> left)
    {
        List<IPAddress> hosts = [];
        foreach (string text in values.GetValueOrDefault(name, "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (hosts.Count == MostServers) break;
            if (TryReadHost(text, out IPAddress? host)) hosts.Add(host);
            else left.Add($"{name} {Quote(text)} is left out: not the address of a host");
        }

        return hosts;
    }

    private static int ReadMtu(IReadOnlyDictionary<string, string> values, List<string> left)
    {
        if (!values.TryGetValue("mtu", out string? text)) return 0;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int mtu) && mtu is >= SmallestMtu and <= LargestMtu) return mtu;
        left.Add($"mtu {Quote(text)} is left out: not from {SmallestMtu} to {LargestMtu}");
        return 0;
    }

    private static TimeSpan? ReadDuration(IReadOnlyDictionary<string, string> values)
    {
        if (!values.TryGetValue("lease", out string? text) || !uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint seconds))
            return UnsaidDuration;
        return seconds == Infinite ? null : TimeSpan.FromSeconds(seconds);
    }

    private static bool TryReadHost(string text, [NotNullWhen(true)] out IPAddress? host)
    {
        host = null;
        if (!IpPrefix.TryParse(text, out IpPrefix one) || !one.IsIPv4 || one.Length != one.AddressBits) return false;
        byte[] octets = one.Address.GetAddressBytes();
        bool isHost = octets is not ([0, ..] or [127, ..] or [169, 254, ..]) && octets[0] < 224;
        host = isHost ? one.Address : null;
        return isHost;
    }

    // It comes from the network and goes into a log.
    private static string Quote(string text)
    {
        const int longest = 40;
        string printable = string.Concat(text.Take(longest).Select(c => c is >= ' ' and <= '~' ? c : '?'));
        return text.Length > longest ? $"'{printable}…'" : $"'{printable}'";
    }
}
