using System.Globalization;

namespace Culvert.Control.Network;

/// <summary>Kernel names for the tunnels' devices: the tunnel's own name where it fits.</summary>
internal static class DeviceNames
{
    /// <summary>IFNAMSIZ without its final zero.</summary>
    public const int Longest = 15;

    private const int HashDigits = 4;

    /// <summary>
    /// A device name per tunnel, unique, in the order given. A name that had to be changed carries a hash of the whole, so
    /// that it does not depend on which other tunnels there are.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Assign(IEnumerable<string> tunnels)
    {
        var byTunnel = new Dictionary<string, string>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (string tunnel in tunnels)
        {
            string device = Fit(tunnel, 0);
            for (int attempt = 1; !taken.Add(device); attempt++) device = Fit(tunnel, attempt);
            byTunnel[tunnel] = device;
        }

        return byTunnel;
    }

    private static string Fit(string tunnel, int attempt)
    {
        string allowed = string.Concat(tunnel.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
        if (attempt == 0 && allowed == tunnel && tunnel.Length is > 0 and <= Longest && tunnel.Trim('.').Length > 0) return tunnel;
        string head = allowed[..Math.Min(allowed.Length, Longest - HashDigits - 1)];
        return string.Create(CultureInfo.InvariantCulture, $"{head}-{Hash(tunnel, attempt) & 0xFFFF:x4}");
    }

    // FNV-1a: the same on every machine and in every run, unlike string.GetHashCode.
    private static uint Hash(string text, int attempt)
    {
        uint hash = 2166136261 ^ (uint)attempt;
        foreach (char c in text) hash = (hash ^ c) * 16777619;
        return hash ^ (hash >> 16);
    }
}
