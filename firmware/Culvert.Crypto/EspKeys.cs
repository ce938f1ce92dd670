using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>
/// Keys of one direction of a CHILD SA, cut from KEYMAT (RFC 7296 section 2.17): the cipher key with its salt behind it
/// (RFC 4106 section 8.1), and the integrity key (empty with an AEAD cipher). The holder disposes.
/// </summary>
public sealed record EspKeys(Secret Encryption, Secret Integrity) : IDisposable
{
    public void Dispose()
    {
        Encryption.Dispose();
        Integrity.Dispose();
    }
}
