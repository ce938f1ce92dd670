namespace Culvert.Crypto.Packet;

/// <summary>Sizes of an ESP packet under AES-CBC, in octets.</summary>
internal static class CbcLayout
{
    public const int BlockLength = 16;
    public const int PayloadOffset = EspLayout.HeaderLength + BlockLength;

    public static bool IsWholeBlocks(int length) => length > 0 && length % BlockLength == 0;
}
