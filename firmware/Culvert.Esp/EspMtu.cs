using Culvert.Crypto;

namespace Culvert.Esp;

/// <summary>Sizes of packets before and after encapsulation, in octets.</summary>
public static class EspMtu
{
    private const int OuterIPv4 = 20;
    private const int OuterIPv6 = 40;
    private const int Udp = 8;
    private const int SpiAndSequence = 8;
    private const int PadLengthAndNextHeader = 2;

    /// <summary>The largest inner packet whose ESP packet fits an outer MTU: the MTU of the tunnel's device.</summary>
    public static int Inner(EspProposal suite, bool udpEncapsulated, int outerMtu, bool outerIPv6 = false)
    {
        ArgumentNullException.ThrowIfNull(suite);
        return Inner(suite.Encryption.IvLength(), suite.IcvLength, suite.Encryption.BlockLength(), udpEncapsulated, outerMtu, outerIPv6);
    }

    /// <summary>The same from the sizes of a cipher and its integrity check value.</summary>
    public static int Inner(int iv, int icv, int alignment, bool udpEncapsulated, int outerMtu, bool outerIPv6)
    {
        int outer = (outerIPv6 ? OuterIPv6 : OuterIPv4) + (udpEncapsulated ? Udp : 0);
        int padded = outerMtu - outer - SpiAndSequence - iv - icv;
        return (padded / alignment * alignment) - PadLengthAndNextHeader;
    }

    /// <summary>TCP's maximum segment size for an inner MTU: no IP or TCP options (RFC 6691).</summary>
    public static int MaximumSegmentSize(int innerMtu, bool innerIPv6) => innerMtu - (innerIPv6 ? 60 : 40);
}
