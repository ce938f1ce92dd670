namespace Culvert.Crypto;

/// <summary>What is fixed for an encryption algorithm; lengths in octets.</summary>
/// <param name="Name">The canonical spelling; {0} stands for the key's bits.</param>
/// <param name="LibraryName">What libcrypto calls it; {0} likewise.</param>
/// <param name="KeyBits">Every key size; the first is meant where a spelling names none. A single one is never named on the wire either (RFC 7296 section 3.3.5).</param>
/// <param name="SaltLength">Part of the nonce, taken from KEYMAT after the key (RFC 4106 section 8.1).</param>
/// <param name="IvLength">Explicit initialization vector carried in every packet or SK payload.</param>
/// <param name="BlockLength">What the plaintext with its trailer must be a multiple of (ESP: RFC 4303 section 2.4 asks for 4 at least).</param>
/// <param name="TagLength">Authentication tag of an AEAD cipher; 0 for the others.</param>
/// <param name="Spellings">Other spellings of peers' files; one with {0} also stands without a key size when it ends with that.</param>
internal sealed record CipherEntry(
    EncryptionAlgorithm Algorithm,
    string Name,
    string LibraryName,
    IReadOnlyList<int> KeyBits,
    int SaltLength,
    int IvLength,
    int BlockLength,
    int TagLength,
    IReadOnlyList<string> Spellings);
