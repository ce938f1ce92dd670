namespace Culvert.Hal;

/// <summary>
/// Small files that survive a power cut: a write is seen whole or not at all, and is on the disk when it returns. What is
/// replaced or deleted is overwritten before its blocks are given back, as far as the medium lets that be done.
/// </summary>
public interface IDurableStorage
{
    /// <summary>The content; null when there is no such file. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> otherwise.</summary>
    byte[]? Read(string path);

    /// <summary>Replaces the file's content, readable and writable by the owner only (0600).</summary>
    void Write(string path, ReadOnlySpan<byte> content);

    /// <summary>As <see cref="Write"/>, readable by everybody (0644).</summary>
    void Publish(string path, ReadOnlySpan<byte> content);

    /// <summary>
    /// Removes a file, or a directory that has nothing in it, and what <see cref="HasLeftover"/> tells of; harmless when there is
    /// none. Where a link points to stays as it is.
    /// </summary>
    void Delete(string path);

    /// <summary>Whether a write or removal of the file that was cut short has left something beside it, be the file there or not.</summary>
    bool HasLeftover(string path);

    /// <summary>Full paths of all that is below the directory, leftovers included, in an order in which each can be deleted; empty when there is no such directory.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>Makes the directory, for the owner only (0700), and its parents; leaves an existing one as it is.</summary>
    void CreateDirectory(string path);

    /// <summary>Keeps other processes that ask for the same lock out until disposed; null when one of them has it. Ends with the process.</summary>
    IDisposable? TryLock(string path);
}
