using Microsoft.Extensions.Configuration;

namespace Culvert.Hal.Boards;

/// <summary>The keys that board.json may have: a misspelt one must not silently mean its default.</summary>
internal sealed class BoardKeys
{
    private static readonly BoardKeys Value = new([]);
    private static readonly BoardKeys Board = new(new()
    {
        ["name"] = Value,
        ["description"] = Value,
        ["gpio"] = new(new() { ["driver"] = Value, ["chip"] = Value, ["pins"] = Each(Value) }),
        ["leds"] = Each(new(new()
        {
            ["pin"] = Value,
            ["pins"] = Values("green", "red"),
            ["sysfs"] = Value,
            ["role"] = Value,
            ["tunnel"] = Value,
            ["activeLow"] = Value,
        })),
        ["buttons"] = Each(Values("pin", "role", "activeLow", "resistor")),
        ["nics"] = new(new() { ["wan"] = Values("path", "driver", "mac"), ["lan"] = Values("path", "driver", "mac") }),
        ["serial"] = Values("device", "baud"),
        ["watchdog"] = Values("device", "timeout"),
    });

    private readonly Dictionary<string, BoardKeys> _known;
    private readonly BoardKeys? _any;

    private BoardKeys(Dictionary<string, BoardKeys> known, BoardKeys? any = null) => (_known, _any) = (known, any);

    /// <summary>A sentence for each key that has no meaning, and for each value where keys belong or the other way round.</summary>
    public static IEnumerable<string> Check(IConfiguration root) => root.GetChildren().SelectMany(child => Board.CheckChild(child));

    private static BoardKeys Each(BoardKeys any) => new([], any);

    private static BoardKeys Values(params string[] names) => new(names.ToDictionary(name => name, _ => Value));

    private IEnumerable<string> CheckChild(IConfigurationSection child)
    {
        string path = child.Path.Replace(':', '.');
        BoardKeys? keys = _any ?? _known.FirstOrDefault(known => known.Key.Equals(child.Key, StringComparison.OrdinalIgnoreCase)).Value;
        if (keys is null) return [$"unknown key '{path}'; known here: {string.Join(", ", _known.Keys)}"];
        IConfigurationSection[] below = [.. child.GetChildren()];
        if (keys == Value) return below.Length == 0 ? [] : [$"'{path}' is one value, not several"];
        if (below.Length == 0 && !string.IsNullOrEmpty(child.Value)) return [$"'{path}' has keys of its own, not one value"];
        return below.SelectMany(keys.CheckChild);
    }
}
