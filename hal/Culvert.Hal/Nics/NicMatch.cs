namespace Culvert.Hal.Nics;

/// <summary>How a board tells its ports apart: each part that is there must match; there is at least one.</summary>
/// <param name="BusPath">
/// Consecutive parts of the device's path in the kernel's tree, each with * for anything: "fd580000.ethernet", "usb*/2-1".
/// </param>
/// <param name="Driver">The kernel driver: "bcmgenet".</param>
/// <param name="Mac">"dc:a6:32:01:02:03", or its beginning.</param>
public sealed record NicMatch(string? BusPath, string? Driver, string? Mac)
{
    public bool Fits(Nic nic)
    {
        ArgumentNullException.ThrowIfNull(nic);
        return (BusPath is null || FitsPath(BusPath.Split('/'), nic.BusPath.Split('/')))
            && (Driver is null || Driver == nic.Driver)
            && (Mac is null || nic.Mac.StartsWith(Mac, StringComparison.OrdinalIgnoreCase));
    }

    public override string ToString() => string.Join(", ", Words());

    private IEnumerable<string> Words()
    {
        if (BusPath is not null) yield return $"bus path {BusPath}";
        if (Driver is not null) yield return $"driver {Driver}";
        if (Mac is not null) yield return $"MAC {Mac}";
    }

    private static bool FitsPath(string[] wanted, string[] path) =>
        Enumerable.Range(0, Math.Max(path.Length - wanted.Length + 1, 0)).Any(at => wanted.Zip(path.Skip(at)).All(pair => FitsPart(pair.First, pair.Second)));

    private static bool FitsPart(ReadOnlySpan<char> wanted, ReadOnlySpan<char> part)
    {
        int star = wanted.IndexOf('*');
        if (star < 0) return part.SequenceEqual(wanted);
        if (!part.StartsWith(wanted[..star])) return false;
        for (int skip = star; skip <= part.Length; skip++)
        {
            if (FitsPart(wanted[(star + 1)..], part[skip..])) return true;
        }

        return false;
    }
}
