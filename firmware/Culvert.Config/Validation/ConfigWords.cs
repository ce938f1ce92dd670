using Culvert.Core;

namespace Culvert.Config;

/// <summary>The words of the configuration that stand for a choice.</summary>
internal static class ConfigWords
{
    public const string DefaultRoute = "%defaultroute";

    /// <summary>The address of a peer that may call from anywhere.</summary>
    public const string AnyAddress = "%any";

    public const string Dhcp = "dhcp";

    public static IReadOnlyDictionary<string, ConnectionMode> Mode { get; } = new Dictionary<string, ConnectionMode>
    {
        ["active-standby"] = ConnectionMode.ActiveStandby,
        ["ecmp"] = ConnectionMode.Ecmp,
    };

    public static IReadOnlyDictionary<string, RoutingMode> Routing { get; } = new Dictionary<string, RoutingMode>
    {
        ["static"] = RoutingMode.Static,
        ["bgp"] = RoutingMode.Bgp,
    };

    public static IReadOnlyDictionary<string, StartMode> Start { get; } = new Dictionary<string, StartMode>
    {
        ["initiate"] = StartMode.Initiate,
        ["respond"] = StartMode.Respond,
        ["ondemand"] = StartMode.OnDemand,
        ["off"] = StartMode.Off,
    };

    public static IReadOnlyDictionary<string, EncapsulationMode> Encapsulation { get; } = new Dictionary<string, EncapsulationMode>
    {
        ["udp"] = EncapsulationMode.Udp,
        ["esp"] = EncapsulationMode.Esp,
        ["auto"] = EncapsulationMode.Auto,
    };

    public static IReadOnlyDictionary<string, bool> ResetButton { get; } = new Dictionary<string, bool>
    {
        ["enabled"] = true,
        ["disabled"] = false,
    };

    /// <summary>The word for a value.</summary>
    public static string Of<T>(IReadOnlyDictionary<string, T> words, T value)
        where T : struct, Enum => words.First(pair => pair.Value.Equals(value)).Key;
}
