using Culvert.Hal.Disks;

namespace Culvert.Hal.Simulated.Disks;

/// <summary>A disk in memory that can lose its power at any write, in the middle of a sector too. All its partitions share its octets.</summary>
/// <param name="sectors">Of 512 octets.</param>
public sealed class SimulatedDisk(int sectors) : IDisks
{
    private const int SectorSize = 512;

    private readonly Dictionary<string, (int Start, int Length)> _nodes = new() { ["/dev/sim"] = (0, sectors * SectorSize) };
    private int _writesLeft = int.MaxValue;

    /// <summary>All that is on it.</summary>
    public byte[] Medium { get; } = new byte[sectors * SectorSize];

    public uint Label { get; init; }

    /// <summary>Writes done so far.</summary>
    public int Writes { get; private set; }

    /// <summary>Whether the medium knows how to discard; then what it held reads as zeros.</summary>
    public bool CanDiscard { get; set; }

    /// <summary>What every write throws; null: they succeed.</summary>
    public IOException? WriteFailure { get; set; }

    public void AddPartition(int number, int firstSector, int length) =>
        _nodes[$"/dev/sim{number}"] = (firstSector * SectorSize, length * SectorSize);

    /// <summary>The power goes in the middle of the write after this many.</summary>
    public void CutPowerAfter(int writes) => _writesLeft = writes;

    public void RestorePower() => _writesLeft = int.MaxValue;

    public Disk? Find(uint label) => label != Label
        ? null
        : new Disk("/dev/sim", _nodes.Keys.Where(node => node != "/dev/sim").ToDictionary(node => int.Parse(node.AsSpan("/dev/sim".Length), provider: null)));

    public IBlockDevice Open(string device) =>
        _nodes.TryGetValue(device, out (int Start, int Length) node) ? new Device(this, device, node.Start, node.Length) : throw new FileNotFoundException($"there is no {device}");

    private void Write(int at, ReadOnlySpan<byte> data)
    {
        if (WriteFailure is not null) throw WriteFailure;
        bool isCut = _writesLeft-- <= 0;
        data[..(isCut ? data.Length / 2 : data.Length)].CopyTo(Medium.AsSpan(at));
        if (isCut) throw new PowerCutException();
        Writes++;
    }

    private sealed class Device(SimulatedDisk disk, string name, int start, int length) : IBlockDevice
    {
        public string Name => name;

        public long Size => length;

        public void Read(long offset, Span<byte> buffer) => disk.Medium.AsSpan(start, length).Slice((int)offset, buffer.Length).CopyTo(buffer);

        public void Write(long offset, ReadOnlySpan<byte> data)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + data.Length, length, nameof(offset));
            disk.Write(start + (int)offset, data);
        }

        public void Flush()
        {
        }

        public bool TryDiscard()
        {
            if (disk.CanDiscard) disk.Medium.AsSpan(start, length).Clear();
            return disk.CanDiscard;
        }

        public void Dispose()
        {
        }
    }
}
