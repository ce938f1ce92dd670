namespace Culvert.Lab.Probes;

/// <summary>Writes the classic pcap format: this machine's byte order, microseconds, Ethernet.</summary>
internal static class PcapFile
{
    private const uint Magic = 0xA1B2C3D4;
    private const int SnapLength = 1 << 18;
    private const int Ethernet = 1;

    public static void Write(string path, IEnumerable<(DateTime At, CapturedPacket Packet)> packets)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write(Magic);
        file.Write((ushort)2);
        file.Write((ushort)4);
        file.Write(0L);
        file.Write(SnapLength);
        file.Write(Ethernet);
        foreach ((DateTime at, CapturedPacket packet) in packets)
        {
            TimeSpan since = at - DateTime.UnixEpoch;
            file.Write((uint)since.TotalSeconds);
            file.Write((uint)(since.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
            file.Write(packet.Frame.Length);
            file.Write(packet.Frame.Length);
            file.Write(packet.Frame);
        }
    }
}
