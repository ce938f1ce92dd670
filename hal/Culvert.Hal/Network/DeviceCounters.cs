using System.Globalization;

namespace Culvert.Hal;

/// <summary>The kernel's counters of all network devices at one moment.</summary>
/// <param name="table">As the kernel prints it (proc_pid_net(5): dev).</param>
public sealed class DeviceCounters(string table)
{
    // Eight numbers of what was received, then octets, packets, errors and drops of what was sent.
    private const int SendDropsColumn = 11;

    /// <summary>How many packets a device dropped on their way out: a TUN device's queue was full. 0 where it is not there.</summary>
    public long SendDrops(string device)
    {
        ArgumentException.ThrowIfNullOrEmpty(device);
        string name = device + ":";
        int at = table.IndexOf(name, StringComparison.Ordinal);
        // The name is padded on its left.
        while (at > 0 && table[at - 1] is not (' ' or '\n')) at = table.IndexOf(name, at + 1, StringComparison.Ordinal);
        if (at < 0) return 0;
        ReadOnlySpan<char> rest = table.AsSpan(at + name.Length);
        for (int column = 0; column < SendDropsColumn; column++)
        {
            rest = rest.TrimStart(' ');
            int end = rest.IndexOf(' ');
            rest = end < 0 ? default : rest[end..];
        }

        rest = rest.TrimStart(' ');
        int length = rest.IndexOf(' ');
        return length > 0 && long.TryParse(rest[..length], CultureInfo.InvariantCulture, out long count) ? count : 0;
    }
}
