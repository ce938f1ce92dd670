using System.Globalization;
using System.Text.RegularExpressions;

namespace Culvert.Lab.Gateways;

/// <summary>What strongSwan says of one installed CHILD SA; the selectors in its own spelling.</summary>
public sealed partial record PeerChild(string Name, uint InSpi, uint OutSpi, IReadOnlyList<string> LocalSelectors, IReadOnlyList<string> RemoteSelectors)
{
    /// <summary>Reads `swanctl --list-sas --raw`, oldest first.</summary>
    public static IReadOnlyList<PeerChild> Parse(string raw) =>
    [
        .. Child().Matches(raw).Select(match => new PeerChild(
            match.Groups["name"].Value, Number(match.Groups["in"]), Number(match.Groups["out"]), List(match.Groups["local"]), List(match.Groups["remote"]))),
    ];

    private static uint Number(Group group) => uint.Parse(group.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string[] List(Group group) => group.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\{name=(?<name>\S+) [^{}]*state=INSTALLED [^{}]*spi-in=(?<in>[0-9a-f]+) spi-out=(?<out>[0-9a-f]+) [^{}]*local-ts=\[(?<local>.*?)\] remote-ts=\[(?<remote>.*?)\](?= ?\})")]
    private static partial Regex Child();
}
