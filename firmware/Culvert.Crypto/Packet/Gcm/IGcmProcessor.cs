using System.Runtime.Intrinsics;

namespace Culvert.Crypto.Packet.Gcm;

/// <summary>
/// What AES-GCM takes of a processor. An implementation is a type argument: every call becomes one instruction or two, with
/// no question in between whether the processor has it. That is asked once, by whoever chooses the implementation.
/// </summary>
internal unsafe interface IGcmProcessor
{
    /// <summary>Whether this processor has the instructions; without them the rest ends the process.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>What comes before the first round.</summary>
    /// <param name="key">The first round key.</param>
    static abstract Vector128<byte> Whiten(Vector128<byte> state, Vector128<byte>* key);

    /// <summary>A round of AES (FIPS 197 section 5.1).</summary>
    /// <param name="key">Its round key; the one before lies before it.</param>
    static abstract Vector128<byte> Round(Vector128<byte> state, Vector128<byte>* key);

    /// <summary>The last round, which mixes no columns.</summary>
    /// <param name="key">Its round key; the one before lies before it.</param>
    static abstract Vector128<byte> LastRound(Vector128<byte> state, Vector128<byte>* key);

    /// <summary>The product, without carries, of the low halves.</summary>
    static abstract Vector128<ulong> MultiplyLow(Vector128<ulong> left, Vector128<ulong> right);

    /// <summary>The product, without carries, of the high halves.</summary>
    static abstract Vector128<ulong> MultiplyHigh(Vector128<ulong> left, Vector128<ulong> right);

    /// <summary>The octets in the opposite order.</summary>
    static abstract Vector128<byte> Reverse(Vector128<byte> octets);

    /// <summary>The high half where the low one was, and the other way round.</summary>
    static abstract Vector128<ulong> Swap(Vector128<ulong> halves);
}
