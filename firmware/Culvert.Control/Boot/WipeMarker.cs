namespace Culvert.Control.Boot;

/// <summary>Says on the disk, outside of the data, that a factory reset was begun and has not ended.</summary>
public static class WipeMarker
{
    private const string Key = "wipe";
    private const string Begun = "1";

    public static IReadOnlyDictionary<string, string> ToValues(bool isPending) => new Dictionary<string, string> { [Key] = isPending ? Begun : "0" };

    public static bool IsPending(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.TryGetValue(Key, out string? text) && text == Begun;
    }
}
