using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Culvert.Crypto.Packet.Gcm;

/// <summary>
/// AES in counter mode with GHASH (NIST SP 800-38D sections 7.1 and 7.2), both in one pass over the text and eight blocks at
/// a time. Its time depends on lengths alone. The hash and the counter stand with their octets reversed.
/// </summary>
internal static unsafe class GcmKernel<TProcessor>
    where TProcessor : struct, IGcmProcessor
{
    private const int BlockLength = 16;
    private const int Batch = 8;
    private const int BatchLength = Batch * BlockLength;

    // The first block of the keystream masks the tag; the rest of its batch is for the text's first blocks.
    private const int HeadLength = BatchLength - BlockLength;

    /// <summary>Encrypts or decrypts in place.</summary>
    /// <param name="nonce">Twelve octets, where the counter is not.</param>
    /// <returns>The tag of the ciphertext: what the text becomes or was.</returns>
    [SkipLocalsInit]
    public static Vector128<byte> Run(GcmKey key, Vector128<byte> nonce, byte* associated, int associatedLength, byte* text, int length, bool encrypts)
    {
        Vector128<ulong> lengths = Vector128.Create((ulong)length * 8, (ulong)associatedLength * 8);
        Vector128<byte>* stream = stackalloc Vector128<byte>[Batch];
        Vector128<uint> counter = TProcessor.Reverse(nonce).AsUInt32().WithElement(0, 1u);
        Encrypt(key, counter, stream);
        Vector128<byte> mask = stream[0];
        // In the mask's place: the block that is hashed before the text.
        stream[0] = LastAssociated(key, associated, associatedLength);
        GcmHash<TProcessor> hash = default;
        if (length <= HeadLength)
        {
            Add(ref hash, key, *stream, Blocks(length) + 2);
            Tail(ref hash, key, stream + 1, text, length, encrypts);
        }
        else
        {
            int bodyLength = HeadLength + ((length - HeadLength) / BatchLength * BatchLength);
            int tailLength = length - bodyLength;
            hash.Add(Body(key, counter, stream, text, bodyLength, encrypts), *key.Power(Blocks(tailLength) + 1), *key.Fold(Blocks(tailLength) + 1));
            if (tailLength > 0) Encrypt(key, counter + Vector128.CreateScalar((uint)bodyLength / BlockLength + 1), stream);
            Tail(ref hash, key, stream, text + bodyLength, tailLength, encrypts);
        }

        hash.Add(lengths, *key.Power(1), *key.Fold(1));
        return TProcessor.Reverse(hash.Reduce().AsByte()) ^ mask;
    }

    public static Vector128<byte> Encrypt(GcmKey key, Vector128<byte> block)
    {
        Vector128<byte>* roundKeys = key.RoundKeys;
        block = TProcessor.Whiten(block, roundKeys);
        for (int i = 1; i < key.Rounds; i++) block = TProcessor.Round(block, roundKeys + i);
        return TProcessor.LastRound(block, roundKeys + key.Rounds);
    }

    private static int Blocks(int length) => (length + BlockLength - 1) / BlockLength;

    // All blocks but the last are hashed; what they come to is added to it. Nothing is the same as a block of zeros.
    private static Vector128<byte> LastAssociated(GcmKey key, byte* octets, int length)
    {
        Vector128<byte> sum = Vector128<byte>.Zero;
        for (; length > BlockLength; octets += BlockLength, length -= BlockLength)
        {
            GcmHash<TProcessor> hash = default;
            Add(ref hash, key, sum ^ Vector128.Load(octets), 1);
            sum = TProcessor.Reverse(hash.Reduce().AsByte());
        }

        return sum ^ PartialBlock.Read(octets, length);
    }

    // The rest of the stream's first batch, then whole batches. Returns the hash.
    private static Vector128<ulong> Body(GcmKey key, Vector128<uint> counter, Vector128<byte>* stream, byte* text, int length, bool encrypts)
    {
        byte* end = text + length;
        for (int i = 1; i < Batch; i++, text += BlockLength)
        {
            Vector128<byte> read = Vector128.Load(text), written = read ^ stream[i];
            written.Store(text);
            stream[i] = encrypts ? written : read;
        }

        // What comes out of a batch is hashed beside the next one; what goes in, beside itself.
        byte* hashed = (byte*)stream;
        Vector128<ulong> hash = encrypts ? Vector128<ulong>.Zero : Hash(key, Vector128<ulong>.Zero, hashed);
        for (; text < end; text += BatchLength)
        {
            counter += Vector128.CreateScalar((uint)Batch);
            hash = EncryptAndHash(key, counter, hash, encrypts ? hashed : text, text);
            hashed = text;
        }

        return encrypts ? Hash(key, hash, hashed) : hash;
    }

    // Eight blocks or fewer, the last of them perhaps not whole.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tail(ref GcmHash<TProcessor> hash, GcmKey key, Vector128<byte>* stream, byte* text, int length, bool encrypts)
    {
        int exponent = Blocks(length) + 1;
        for (; length >= BlockLength; text += BlockLength, length -= BlockLength)
        {
            Vector128<byte> read = Vector128.Load(text), written = read ^ *stream++;
            written.Store(text);
            Add(ref hash, key, encrypts ? written : read, exponent--);
        }

        if (length > 0)
        {
            Vector128<byte> read = PartialBlock.Read(text, length), written = read ^ PartialBlock.Read((byte*)stream, length);
            PartialBlock.Write(text, written, length);
            Add(ref hash, key, encrypts ? written : read, exponent);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref GcmHash<TProcessor> hash, GcmKey key, Vector128<byte> block, int exponent) =>
        hash.Add(TProcessor.Reverse(block).AsUInt64(), *key.Power(exponent), *key.Fold(exponent));

    private static Vector128<ulong> Hash(GcmKey key, Vector128<ulong> before, byte* blocks)
    {
        Vector128<ulong>* powers = key.Power(Batch), folds = key.Fold(Batch);
        GcmHash<TProcessor> hash = default;
        for (int i = 0; i < Batch; i++)
        {
            hash.Add(TProcessor.Reverse(Vector128.Load(blocks + (i * BlockLength))).AsUInt64() ^ before, powers[i], folds[i]);
            before = Vector128<ulong>.Zero;
        }

        return hash.Reduce();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> CounterBlock(Vector128<uint> counter, uint number, Vector128<byte>* roundKeys) =>
        TProcessor.Whiten(TProcessor.Reverse((counter + Vector128.CreateScalar(number)).AsByte()), roundKeys);

    // A batch of the keystream.
    private static void Encrypt(GcmKey key, Vector128<uint> counter, Vector128<byte>* stream)
    {
        Vector128<byte>* roundKey = key.RoundKeys;
        Vector128<byte> a = CounterBlock(counter, 0, roundKey), b = CounterBlock(counter, 1, roundKey);
        Vector128<byte> c = CounterBlock(counter, 2, roundKey), d = CounterBlock(counter, 3, roundKey);
        Vector128<byte> e = CounterBlock(counter, 4, roundKey), f = CounterBlock(counter, 5, roundKey);
        Vector128<byte> g = CounterBlock(counter, 6, roundKey), h = CounterBlock(counter, 7, roundKey);
        Vector128<byte>* last = roundKey + key.Rounds;
        while (++roundKey < last)
        {
            a = TProcessor.Round(a, roundKey);
            b = TProcessor.Round(b, roundKey);
            c = TProcessor.Round(c, roundKey);
            d = TProcessor.Round(d, roundKey);
            e = TProcessor.Round(e, roundKey);
            f = TProcessor.Round(f, roundKey);
            g = TProcessor.Round(g, roundKey);
            h = TProcessor.Round(h, roundKey);
        }

        stream[0] = TProcessor.LastRound(a, last);
        stream[1] = TProcessor.LastRound(b, last);
        stream[2] = TProcessor.LastRound(c, last);
        stream[3] = TProcessor.LastRound(d, last);
        stream[4] = TProcessor.LastRound(e, last);
        stream[5] = TProcessor.LastRound(f, last);
        stream[6] = TProcessor.LastRound(g, last);
        stream[7] = TProcessor.LastRound(h, last);
    }

    // A batch of the text. Each of the first eight rounds of the one goes with a block of the other, which wait for different
    // parts of the processor.
    private static Vector128<ulong> EncryptAndHash(GcmKey key, Vector128<uint> counter, Vector128<ulong> before, byte* hashed, byte* text)
    {
        Vector128<byte>* roundKey = key.RoundKeys;
        Vector128<ulong>* power = key.Power(Batch), fold = key.Fold(Batch);
        GcmHash<TProcessor> hash = default;
        Vector128<byte> a = CounterBlock(counter, 0, roundKey), b = CounterBlock(counter, 1, roundKey);
        Vector128<byte> c = CounterBlock(counter, 2, roundKey), d = CounterBlock(counter, 3, roundKey);
        Vector128<byte> e = CounterBlock(counter, 4, roundKey), f = CounterBlock(counter, 5, roundKey);
        Vector128<byte> g = CounterBlock(counter, 6, roundKey), h = CounterBlock(counter, 7, roundKey);
        Vector128<byte>* last = roundKey + key.Rounds;
        byte* hashedEnd = hashed + BatchLength;
        while (++roundKey < last)
        {
            a = TProcessor.Round(a, roundKey);
            b = TProcessor.Round(b, roundKey);
            c = TProcessor.Round(c, roundKey);
            d = TProcessor.Round(d, roundKey);
            e = TProcessor.Round(e, roundKey);
            f = TProcessor.Round(f, roundKey);
            g = TProcessor.Round(g, roundKey);
            h = TProcessor.Round(h, roundKey);
            if (hashed < hashedEnd)
            {
                hash.Add(TProcessor.Reverse(Vector128.Load(hashed)).AsUInt64() ^ before, *power++, *fold++);
                before = Vector128<ulong>.Zero;
                hashed += BlockLength;
            }
        }

        Exchange(text, TProcessor.LastRound(a, last));
        Exchange(text + BlockLength, TProcessor.LastRound(b, last));
        Exchange(text + (2 * BlockLength), TProcessor.LastRound(c, last));
        Exchange(text + (3 * BlockLength), TProcessor.LastRound(d, last));
        Exchange(text + (4 * BlockLength), TProcessor.LastRound(e, last));
        Exchange(text + (5 * BlockLength), TProcessor.LastRound(f, last));
        Exchange(text + (6 * BlockLength), TProcessor.LastRound(g, last));
        Exchange(text + (7 * BlockLength), TProcessor.LastRound(h, last));
        return hash.Reduce();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(byte* text, Vector128<byte> stream) => (Vector128.Load(text) ^ stream).Store(text);
}
