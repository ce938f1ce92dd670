using System.Globalization;

namespace Culvert.Control.Boot;

/// <summary>Which of the two systems on the disk starts.</summary>
/// <param name="Active">The slot that is known to be good: <c>a</c> or <c>b</c>.</param>
/// <param name="Trial">The slot that is to be tried, or has been; null when there is none.</param>
/// <param name="Tries">How often <paramref name="Trial"/> shall still be started. U-Boot counts it down before it starts the slot.</param>
public sealed record BootState(string Active, string? Trial, int Tries)
{
    private const string None = "-";

    /// <summary>What holds when the disk says nothing that can be read.</summary>
    public static BootState Default { get; } = new("a", null, 0);

    public static BootState Of(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new BootState(
            Slot(values, "active") ?? Default.Active,
            Slot(values, "trial"),
            values.TryGetValue("tries", out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int tries) ? tries : 0);
    }

    /// <summary>After the slot that runs has proved good.</summary>
    public BootState Accept(string slot) => this with { Active = slot, Trial = null, Tries = 0 };

    public IReadOnlyDictionary<string, string> ToValues() => new Dictionary<string, string>
    {
        ["active"] = Active,
        ["trial"] = Trial ?? None,
        ["tries"] = Tries.ToString(CultureInfo.InvariantCulture),
    };

    private static string? Slot(IReadOnlyDictionary<string, string> values, string key) =>
        values.TryGetValue(key, out string? slot) && slot is "a" or "b" ? slot : null;
}
