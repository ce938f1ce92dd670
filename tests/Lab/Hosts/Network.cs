namespace Culvert.Lab.Hosts;

/// <summary>Hosts joined by cables (veth pairs). Disposing it ends their processes and removes the namespaces.</summary>
public sealed class Network : IDisposable
{
    private static int _count;
    private readonly List<Host> _hosts = [];
    private readonly string _prefix;
    private int _cables;

    /// <summary>Several networks live side by side when each has a prefix of its own.</summary>
    /// <param name="prefix">Put before the names of the namespaces; null takes a unique one.</param>
    public Network(string? prefix = null) => _prefix = prefix ?? $"n{Interlocked.Increment(ref _count)}-";

    public Host AddHost(string name)
    {
        var host = new Host(name, _prefix);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Joins two hosts; each end gets its name and, with "/length", its addresses.</summary>
    public void Connect(Host left, string leftDevice, IReadOnlyList<string> leftAddresses,
        Host right, string rightDevice, IReadOnlyList<string> rightAddresses)
    {
        // Both ends are born in the laboratory's own network under unique names: hosts may use one device name twice.
        string cable = $"{_prefix}c{_cables++}";
        left.Run("ip", "link", "add", leftDevice, "type", "veth", "peer", "name", cable);
        left.Run("ip", "link", "set", cable, "netns", right.Namespace, "name", rightDevice);
        Raise(left, leftDevice, leftAddresses);
        Raise(right, rightDevice, rightAddresses);
    }

    public void Dispose()
    {
        for (int i = _hosts.Count - 1; i >= 0; i--) _hosts[i].Dispose();
    }

    private static void Raise(Host host, string device, IReadOnlyList<string> addresses)
    {
        foreach (string address in addresses) host.AddAddress(device, address);
        host.Run("ip", "link", "set", device, "up");
    }
}
