using Culvert.Lab.Hosts;

namespace Culvert.Lab.Probes;

/// <summary>tcpdump on one device of a host, into a file.</summary>
public sealed class PacketCapture : IDisposable
{
    private const int SettlingRests = 6;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(150);
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
        Settle();
        if (!_tcpdump.HasExited) _tcpdump.Interrupt();
        _tcpdump.WaitForExit(Limit);
        return PcapFile.Read(File);
    }

    public void Dispose() => _tcpdump.Dispose();

    // An interrupted tcpdump forgets what it has not read yet; on a busy machine that is the end of the story.
    // Bounded, since traffic may go on for ever.
    private void Settle()
    {
        long before = -1;
        for (int i = 0; i < SettlingRests && new FileInfo(File).Length is var length && length != before; i++)
        {
            before = length;
            Thread.Sleep(Rest);
        }
    }

    private static string[] Words(string filter) => filter.Length == 0 ? [] : [filter];
}
