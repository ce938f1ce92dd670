namespace Culvert.Crypto.Packet;

/// <summary>Where a sealer's initialization vectors come from. Owned and used by one thread.</summary>
public interface IIvSource : IDisposable
{
    /// <summary>Writes the vector of the packet with this sequence number; never the same twice under one key.</summary>
    /// <returns>False when the library refused: the packet must not be sent.</returns>
    bool TryWrite(Span<byte> iv, ulong sequence);
}
