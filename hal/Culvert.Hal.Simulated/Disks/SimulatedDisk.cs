using Culvert.Hal.Disks;

namespace Culvert.Hal.Simulated.Disks;

/// <summary>
/// A disk in memory that can lose its power at any write or flush. What was written is seen at once, and is on the medium only
/// after a flush of the node that wrote it: of what was not flushed, chance leaves some sectors, whatever their order was, and
/// loses others; of the one that was being written, a part. All partitions share the disk's octets.
/// </summary>
/// <param name="sectors">Of 512 octets.</param>
/// <param name="seed">Of chance.</param>
public sealed class SimulatedDisk(int sectors, int seed = 1) : IDisks
{
    private const int SectorSize = 512;

    private readonly Dictionary<string, (int Start, int Length)> _nodes = new() { ["/dev/sim"] = (0, sectors * SectorSize) };

    // Sectors that were written and not flushed, and by which node.
    private readonly Dictionary<int, (string Node, byte[] Content)> _unflushed = [];
    private readonly Random _chance = new(seed);
    private int _stepsLeft = int.MaxValue;

    /// <summary>All that would be on it if the power went now and nothing that was not flushed had reached it.</summary>
    public byte[] Medium { get; } = new byte[sectors * SectorSize];

    public uint Label { get; init; }

    /// <summary>Writes and flushes done so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether the medium knows how to discard; then what it held reads as zeros.</summary>
    public bool CanDiscard { get; set; }

    /// <summary>What every write throws; null: they succeed.</summary>
    public IOException? WriteFailure { get; set; }

    public void AddPartition(int number, int firstSector, int length) =>
        _nodes[$"/dev/sim{number}"] = (firstSector * SectorSize, length * SectorSize);

    /// <summary>The power goes in the middle of the write or flush after this many.</summary>
    public void CutPowerAfter(int steps) => _stepsLeft = steps;

    public void RestorePower() => _stepsLeft = int.MaxValue;

    public Disk? Find(uint label) => label != Label
        ? null
        : new Disk("/dev/sim", _nodes.Keys.Where(node => node != "/dev/sim").ToDictionary(node => int.Parse(node.AsSpan("/dev/sim".Length), provider: null)));

    public IBlockDevice Open(string device) =>
        _nodes.TryGetValue(device, out (int Start, int Length) node) ? new Device(this, device, node.Start, node.Length) : throw new FileNotFoundException($"there is no {device}");

    private void Read(int at, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            (int sector, int within) = (at / SectorSize, at % SectorSize);
            int length = Math.Min(buffer.Length, SectorSize - within);
            Seen(sector).Slice(within, length).CopyTo(buffer);
            buffer = buffer[length..];
            at += length;
        }
    }

    private void Write(string node, int at, ReadOnlySpan<byte> data)
    {
        if (WriteFailure is not null) throw WriteFailure;
        bool isCut = IsCut();
        Keep(node, at, data);
        if (!isCut) return;
        // The sector that is being written may end up half new, half old.
        Tear(at / SectorSize);
        LosePower();
    }

    private void Keep(string node, int at, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            (int sector, int within) = (at / SectorSize, at % SectorSize);
            byte[] content = Seen(sector).ToArray();
            int length = Math.Min(data.Length, SectorSize - within);
            data[..length].CopyTo(content.AsSpan(within));
            _unflushed[sector] = (node, content);
            data = data[length..];
            at += length;
        }
    }

    private ReadOnlySpan<byte> Seen(int sector) =>
        _unflushed.TryGetValue(sector, out (string Node, byte[] Content) write) ? write.Content : Medium.AsSpan(sector * SectorSize, SectorSize);

    private void Flush(string node)
    {
        if (IsCut()) LosePower();
        foreach ((int sector, _) in _unflushed.Where(write => write.Value.Node == node).ToList()) Settle(sector);
    }

    private bool IsCut()
    {
        if (_stepsLeft-- <= 0) return true;
        Steps++;
        return false;
    }

    private void Tear(int sector)
    {
        byte[] content = _unflushed[sector].Content;
        int whole = _chance.Next(SectorSize);
        Medium.AsSpan((sector * SectorSize) + whole, SectorSize - whole).CopyTo(content.AsSpan(whole));
    }

    private void LosePower()
    {
        foreach (int sector in _unflushed.Keys.Order().ToList())
        {
            if (_chance.Next(2) == 0) Settle(sector);
        }

        _unflushed.Clear();
        throw new PowerCutException();
    }

    private void Settle(int sector)
    {
        _unflushed.Remove(sector, out (string Node, byte[] Content) write);
        write.Content.CopyTo(Medium.AsSpan(sector * SectorSize));
    }

    private sealed class Device(SimulatedDisk disk, string name, int start, int length) : IBlockDevice
    {
        public string Name => name;

        public long Size => length;

        public void Read(long offset, Span<byte> buffer)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + buffer.Length, length, nameof(offset));
            disk.Read(start + (int)offset, buffer);
        }

        public void Write(long offset, ReadOnlySpan<byte> data)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + data.Length, length, nameof(offset));
            disk.Write(name, start + (int)offset, data);
        }

        public void Flush() => disk.Flush(name);

        public bool TryDiscard()
        {
            if (disk.CanDiscard) disk.Keep(name, start, new byte[length]);
            return disk.CanDiscard;
        }

        public void Dispose()
        {
        }
    }
}
