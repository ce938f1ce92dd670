using System.Globalization;
using System.Text;
using Culvert.Hal;
using Culvert.Hal.Boot;

namespace Culvert.Gateway.Boot;

/// <summary>
/// Keeps the date from going back on a board without a battery: the last time that was seen is on the disk, and the clock
/// starts there when it is behind. Time comes right when a time server answers; no tunnel waits for that.
/// </summary>
internal sealed class BoxTime(IDurableStorage storage, IWallClock clock)
{
    private const string File = ImageLayout.Data + "/time";

    /// <summary>No clock that is right is before this one.</summary>
    private static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="IOException">The clock may not be set, or the disk cannot be read.</exception>
    public void Restore()
    {
        DateTimeOffset newest = Stored() is { } stored && stored > Earliest ? stored : Earliest;
        if (clock.Now < newest) clock.Set(newest);
    }

    /// <exception cref="IOException">The disk cannot be written to.</exception>
    public void Store() => storage.Write(File, Encoding.ASCII.GetBytes(clock.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));

    private DateTimeOffset? Stored() =>
        storage.Read(File) is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
