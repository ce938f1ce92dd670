using System.Security.Cryptography;

namespace Culvert.Core;

/// <summary>
/// Key material that zeroes itself when disposed and never prints itself.
/// Equality is constant-time in the content; the length is not hidden.
/// </summary>
public sealed class Secret : IDisposable, IEquatable<Secret>
{
    private readonly byte[] _bytes;
    private bool _disposed;

    /// <summary>Copies <paramref name="bytes"/>; the caller still owns, and should clear, its own copy.</summary>
    public Secret(ReadOnlySpan<byte> bytes)
    {
        // Pinned, so that the collector never leaves a second copy behind.
        _bytes = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(_bytes);
    }

    public int Length => _bytes.Length;

    public ReadOnlySpan<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    public bool Equals(Secret? other) => other is not null && CryptographicOperations.FixedTimeEquals(Span, other.Span);

    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <summary>Only the length: a hash of the content would leak it.</summary>
    public override int GetHashCode() => _bytes.Length;

    public override string ToString() => "[secret]";

    public void Dispose()
    {
        if (_disposed) return;
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }
}
