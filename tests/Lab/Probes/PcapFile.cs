using System.Buffers.Binary;

namespace Culvert.Lab.Probes;

/// <summary>Reads the classic pcap format as tcpdump writes it here: little endian, microseconds, Ethernet.</summary>
public static class PcapFile
{
    private const int FileHeaderLength = 24;
    private const int RecordHeaderLength = 16;
    private const uint Magic = 0xA1B2C3D4;

    /// <exception cref="InvalidDataException">Not such a file.</exception>
    public static IReadOnlyList<CapturedPacket> Read(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        if (file.Length < FileHeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(file) != Magic)
            throw new InvalidDataException($"{path} is no capture file");
        var packets = new List<CapturedPacket>();
        for (ReadOnlySpan<byte> rest = file[FileHeaderLength..]; TryTakeRecord(ref rest, out CapturedPacket packet);) packets.Add(packet);
        return packets;
    }

    private static bool TryTakeRecord(ref ReadOnlySpan<byte> rest, out CapturedPacket packet)
    {
        packet = null!;
        if (rest.Length < RecordHeaderLength) return false;
        int length = BinaryPrimitives.ReadInt32LittleEndian(rest[8..]);
        if (rest.Length < RecordHeaderLength + length) return false;
        packet = new CapturedPacket(rest.Slice(RecordHeaderLength, length).ToArray());
        rest = rest[(RecordHeaderLength + length)..];
        return true;
    }
}
