using Culvert.Core;
using Culvert.Hal;

namespace Culvert.Gateway.Boot;

/// <summary>
/// Carries unpredictability over a restart: what is on the disk is stirred into the kernel's pool and replaced before anything
/// else uses the pool, then again and again while the box runs, when the pool has gathered more. The kernel does not count it; it is
/// there for a board whose hardware gives little at its start. Of the kernel, not of libcrypto: the first process does without it.
/// </summary>
/// <param name="stir">Writes octets to the kernel's pool.</param>
internal sealed class EntropySeed(IDurableStorage storage, IEntropy entropy, Action<byte[]> stir)
{
    private const string File = ImageLayout.Data + "/seed";
    private const int Size = 64;

    /// <exception cref="IOException">The disk cannot be used.</exception>
    public void Renew()
    {
        if (storage.Read(File) is { } seed) stir(seed);
        byte[] next = new byte[Size];
        entropy.Fill(next);
        storage.Write(File, next);
    }
}
