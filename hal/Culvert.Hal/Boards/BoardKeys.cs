using Microsoft.Extensions.Configuration;

namespace Culvert.Hal.Boards;

/// <summary>The keys that board.json may have: a misspelt one must not silently mean its default.</summary>
internal static class BoardKeys
{
    private static readonly string[] Root = ["name", "description", "gpio", "leds"];
    private static readonly string[] Gpio = ["driver", "pins"];
    private static readonly string[] Led = ["pin", "role", "tunnel", "activeLow"];

    /// <summary>A sentence for each key that has no meaning.</summary>
    public static IEnumerable<string> Check(IConfiguration root) =>
        Unknown(root, Root)
            .Concat(Unknown(root.GetSection("gpio"), Gpio))
            .Concat(root.GetSection("leds").GetChildren().SelectMany(led => Unknown(led, Led)));

    private static IEnumerable<string> Unknown(IConfiguration section, string[] known) =>
        section.GetChildren()
            .Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"unknown key '{child.Path.Replace(':', '.')}'; known here: {string.Join(", ", known)}");
}
