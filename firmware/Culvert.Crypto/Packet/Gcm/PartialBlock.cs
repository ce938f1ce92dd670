using System.Runtime.Intrinsics;

namespace Culvert.Crypto.Packet.Gcm;

/// <summary>The first octets of a block, 0 to 16: read with zeros behind them, written with nothing behind them touched.</summary>
internal static unsafe class PartialBlock
{
    public static Vector128<byte> Read(byte* octets, int length) => length switch
    {
        16 => Vector128.Load(octets),
        >= 8 => Vector128.Create(*(ulong*)octets, ReadHalf(octets + 8, length - 8)).AsByte(),
        _ => Vector128.CreateScalar(ReadHalf(octets, length)).AsByte(),
    };

    public static void Write(byte* octets, Vector128<byte> block, int length)
    {
        Vector128<ulong> halves = block.AsUInt64();
        if (length == 16)
        {
            block.Store(octets);
        }
        else if (length >= 8)
        {
            *(ulong*)octets = halves.GetElement(0);
            WriteHalf(octets + 8, halves.GetElement(1), length - 8);
        }
        else
        {
            WriteHalf(octets, halves.GetElement(0), length);
        }
    }

    // Fewer than eight octets. Where two reads overlap, both bring the same bits.
    private static ulong ReadHalf(byte* octets, int length) => length switch
    {
        0 => 0,
        < 4 => octets[0] | ((ulong)octets[length / 2] << (length / 2 * 8)) | ((ulong)octets[length - 1] << ((length - 1) * 8)),
        _ => *(uint*)octets | ((ulong)*(uint*)(octets + length - 4) << ((length - 4) * 8)),
    };

    private static void WriteHalf(byte* octets, ulong half, int length)
    {
        if (length >= 4)
        {
            *(uint*)octets = (uint)half;
            *(uint*)(octets + length - 4) = (uint)(half >> ((length - 4) * 8));
        }
        else
        {
            for (int i = 0; i < length; i++) octets[i] = (byte)(half >> (i * 8));
        }
    }
}
