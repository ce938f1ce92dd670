namespace Culvert.Hal.Simulated;

/// <summary>Kernel settings in memory. A device's settings go with it.</summary>
public sealed class SimulatedSysctl : ISysctl
{
    private const string All6 = "net/ipv6/conf/all/forwarding";

    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Every write, in order: "path=value".</summary>
    public IList<string> Writes { get; } = [];

    public IReadOnlyDictionary<string, string> Values => _values;

    public string? this[string path]
    {
        get => Read(path);
        set
        {
            if (value is null) _values.Remove(path);
            else _values[path] = value;
        }
    }

    public string? Read(string path) => _values.GetValueOrDefault(path);

    public bool TryWrite(string path, string value)
    {
        if (!_values.ContainsKey(path)) return false;
        Writes.Add($"{path}={value}");
        _values[path] = value;
        if (path == All6) CopyToDevices(value);
        return true;
    }

    public IReadOnlyList<string> List(string path) =>
        [.. _values.Keys.Where(key => key.StartsWith(path + "/", StringComparison.Ordinal)).Select(key => key[(path.Length + 1)..].Split('/')[0]).Distinct()];

    /// <summary>Gives a device its settings, as the kernel does when it appears.</summary>
    public void AddDevice(string device, bool forceForwarding = true)
    {
        _values[$"net/ipv4/conf/{device}/forwarding"] = "0";
        _values[$"net/ipv4/conf/{device}/rp_filter"] = "0";
        _values[$"net/ipv6/conf/{device}/forwarding"] = "0";
        _values[$"net/ipv6/conf/{device}/accept_ra"] = "1";
        _values[$"net/ipv6/conf/{device}/addr_gen_mode"] = "0";
        if (forceForwarding) _values[$"net/ipv6/conf/{device}/force_forwarding"] = "0";
    }

    public void RemoveDevice(string device)
    {
        foreach (string path in _values.Keys.Where(key => key.Split('/') is [_, _, "conf", var name, _] && name == device).ToList()) _values.Remove(path);
    }

    // As the kernel does: a write to "all" is a write to every device.
    private void CopyToDevices(string value)
    {
        foreach (string path in _values.Keys.Where(key => key.StartsWith("net/ipv6/conf/", StringComparison.Ordinal) && key.EndsWith("/forwarding", StringComparison.Ordinal)).ToList())
            _values[path] = value;
    }
}
