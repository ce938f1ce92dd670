namespace Culvert.Hal.Disks;

/// <summary>A disk or one of its partitions, by sectors. Calls throw <see cref="IOException"/> and may take long.</summary>
public interface IBlockDevice : IDisposable
{
    /// <summary>Its node below /dev.</summary>
    string Name { get; }

    /// <summary>Bytes.</summary>
    long Size { get; }

    /// <summary>Fills the buffer from this offset, in bytes.</summary>
    void Read(long offset, Span<byte> buffer);

    /// <summary>Writes; what was written is on the medium only after <see cref="Flush"/>.</summary>
    void Write(long offset, ReadOnlySpan<byte> data);

    void Flush();

    /// <summary>Tells the medium that nothing on it is needed any more; false when it does not know how. What is read afterwards is not defined.</summary>
    bool TryDiscard();
}
