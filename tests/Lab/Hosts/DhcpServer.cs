namespace Culvert.Lab.Hosts;

/// <summary>busybox's DHCP server on a device of a host.</summary>
public sealed class DhcpServer(Host host, string device)
{
    private LabProcess? _process;
    private int _starts;

    public string Log => _process?.Output ?? "";

    /// <summary>Starts it, with leases of its own, in the place of the one before.</summary>
    /// <param name="address">The only one that it gives.</param>
    /// <param name="lease">Seconds.</param>
    /// <param name="options">As in udhcpd.conf: "router 198.51.100.1".</param>
    public void Start(string address, int lease, params IReadOnlyList<string> options)
    {
        Stop();
        string name = Path.Combine(host.Directory, $"udhcpd{_starts++}");
        File.WriteAllText(name + ".leases", "");
        File.WriteAllLines(
            name + ".conf",
            [
                $"start {address}", $"end {address}", "max_leases 1", $"interface {device}", $"lease_file {name}.leases", $"pidfile {name}.pid", "min_lease 10",
                $"opt lease {lease}", .. options.Select(option => $"opt {option}"),
            ]);
        _process = host.Start("busybox", "udhcpd", "-f", "-a", "0", name + ".conf");
    }

    public void Stop() => _process?.Stop(TimeSpan.FromSeconds(2));
}
