using Culvert.Lab.Hosts;

namespace Culvert.Lab.Probes;

/// <summary>tcpdump on one device of a host, into a file.</summary>
public sealed class PacketCapture : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly LabProcess _tcpdump;

    public PacketCapture(Host host, string device, string filter = "")
    {
        File = Path.Combine(host.Directory, $"{device}-{Path.GetRandomFileName()}.pcap");
        _tcpdump = host.Start("tcpdump", ["-i", device, "-w", File, "-U", "--immediate-mode", "-B", "8192", "-Z", "root", .. Words(filter)]);
        _tcpdump.WaitFor("listening on", Limit);
    }

    /// <summary>The capture file; complete after <see cref="Stop"/>.</summary>
    public string File { get; }

    /// <summary>Ends the capture and reads it.</summary>
    public IReadOnlyList<CapturedPacket> Stop()
    {
        if (!_tcpdump.HasExited) _tcpdump.Interrupt();
        _tcpdump.WaitForExit(Limit);
        return PcapFile.Read(File);
    }

    public void Dispose() => _tcpdump.Dispose();

    private static string[] Words(string filter) => filter.Length == 0 ? [] : [filter];
}
