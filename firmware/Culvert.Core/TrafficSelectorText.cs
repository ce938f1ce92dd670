using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Culvert.Core;

/// <summary>
/// How people write traffic selectors: "10.60.0.0/16", "10.0.0.0/8[tcp/443]", "10.0.0.1-10.0.0.9[udp]",
/// "10.0.0.0/8[%any/1024-65535]". Protocols by name or number, ports by number.
/// </summary>
public static class TrafficSelectorText
{
    private const string Any = "%any";

    /// <summary>A list for a person ends here; a peer may send hundreds.</summary>
    private const int Longest = 8;

    private static readonly Dictionary<string, byte> Protocols = new(StringComparer.OrdinalIgnoreCase)
    {
        ["icmp"] = 1,
        ["tcp"] = 6,
        ["udp"] = 17,
        ["gre"] = 47,
        ["ipv6-icmp"] = 58,
        ["ospf"] = 89,
        ["sctp"] = 132,
    };

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TrafficSelector? selector)
    {
        selector = null;
        if (text is null) return false;
        int bracket = text.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0) return TryParseRange(text, out selector);
        if (!text.EndsWith(']') || !TryParseRange(text[..bracket], out TrafficSelector? range)) return false;
        return TryRestrict(range, text[(bracket + 1)..^1], out selector);
    }

    /// <summary>Reads "tcp/443", "17/1701", "udp/1024-65535", "icmp", "%any" and applies it to all of <paramref name="range"/>.</summary>
    public static bool TryRestrict(TrafficSelector range, string text, [NotNullWhen(true)] out TrafficSelector? selector)
    {
        ArgumentNullException.ThrowIfNull(range);
        ArgumentNullException.ThrowIfNull(text);
        selector = null;
        string[] parts = text.Split('/');
        ushort start = 0, end = ushort.MaxValue;
        if (parts.Length > 2 || !TryParseProtocol(parts[0], out byte protocol)) return false;
        if (parts.Length == 2 && !TryParsePorts(parts[1], out start, out end)) return false;
        selector = range with { Protocol = protocol, StartPort = start, EndPort = end };
        return true;
    }

    /// <summary>The spelling that <see cref="TryParse"/> reads back; the brackets only where it is restricted.</summary>
    public static string Format(TrafficSelector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        string range = selector.ToPrefix()?.ToString() ?? $"{selector.StartAddress}-{selector.EndAddress}";
        bool anyPort = selector is { StartPort: 0, EndPort: ushort.MaxValue };
        if (selector.Protocol == 0 && anyPort) return range;
        string ports = anyPort ? "" : string.Create(CultureInfo.InvariantCulture, $"/{selector.StartPort}");
        if (!anyPort && selector.StartPort != selector.EndPort) ports += string.Create(CultureInfo.InvariantCulture, $"-{selector.EndPort}");
        return $"{range}[{NameOf(selector.Protocol)}{ports}]";
    }

    /// <summary>For a person: by comma, and no longer than can be read.</summary>
    public static string List(IReadOnlyCollection<TrafficSelector> selectors)
    {
        ArgumentNullException.ThrowIfNull(selectors);
        if (selectors.Count == 0) return "nothing";
        string list = string.Join(", ", selectors.Take(Longest));
        return selectors.Count <= Longest ? list : string.Create(CultureInfo.InvariantCulture, $"{list} and {selectors.Count - Longest} more");
    }

    private static bool TryParseRange(string text, [NotNullWhen(true)] out TrafficSelector? range)
    {
        range = null;
        string[] ends = text.Split('-');
        if (ends.Length == 1 && IpPrefix.TryParse(text, out IpPrefix network)) range = TrafficSelector.FromPrefix(network);
        if (ends.Length != 2 || text.Contains('/', StringComparison.Ordinal)) return range is not null;
        if (!IpPrefix.TryParse(ends[0], out IpPrefix first) || !IpPrefix.TryParse(ends[1], out IpPrefix last) || first.Family != last.Family) return false;
        var candidate = new TrafficSelector(first.Address, last.Address);
        range = candidate.IsEmpty ? null : candidate;
        return range is not null;
    }

    private static bool TryParseProtocol(string text, out byte protocol)
    {
        protocol = 0;
        return text is "" or Any or "any" || Protocols.TryGetValue(text, out protocol)
            || byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out protocol);
    }

    private static bool TryParsePorts(string text, out ushort start, out ushort end)
    {
        (start, end) = (0, ushort.MaxValue);
        if (text is "" or Any or "any") return true;
        string[] ends = text.Split('-');
        return ends.Length <= 2
            && ushort.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out start)
            && ushort.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out end)
            && start <= end;
    }

    private static string NameOf(byte protocol)
    {
        if (protocol == 0) return Any;
        return Protocols.FirstOrDefault(pair => pair.Value == protocol).Key ?? protocol.ToString(CultureInfo.InvariantCulture);
    }
}
