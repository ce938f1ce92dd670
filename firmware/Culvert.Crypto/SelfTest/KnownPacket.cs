namespace Culvert.Crypto.SelfTest;

/// <summary>What a suite makes of a packet.</summary>
/// <param name="checkValue">In hexadecimal.</param>
/// <param name="payloadLength">In octets.</param>
internal sealed class KnownPacket(EspProposal suite, string checkValue, int payloadLength = 48)
{
    public EspProposal Suite { get; } = suite;

    public string CheckValue { get; } = checkValue;

    public int PayloadLength { get; } = payloadLength;
}
