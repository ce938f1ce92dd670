using System.Buffers.Binary;
using Culvert.Ike.V2;
using Culvert.Ike.Wire;

namespace Culvert.Testing;

/// <content>Datagrams that somebody thought of.</content>
public sealed partial class FuzzPair
{
    /// <summary>Feeds these very bytes, as a datagram, to both ends.</summary>
    public void FeedExactly(ReadOnlySpan<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        FeedBoth(_ => copy);
    }

    /// <summary>
    /// Feeds a datagram in hex for the IKE SA that is there to both ends. {i} and {r} stand for its SPIs, {id} for the message
    /// id that is due, {request} and {answer} for the peer's flags, {length} for the whole length.
    /// </summary>
    public void FeedInside(string hex) => FeedBoth(target =>
    {
        IkeSa sa = Sa(target)!;
        string filled = hex
            .Replace("{i}", $"{sa.InitiatorSpi:x16}", StringComparison.Ordinal)
            .Replace("{r}", $"{sa.ResponderSpi:x16}", StringComparison.Ordinal)
            .Replace("{id}", $"{sa.Responder.ExpectedMessageId:x8}", StringComparison.Ordinal)
            .Replace("{request}", $"{IkeHeader.FlagsFor(!sa.IsInitiator, isResponse: false):x2}", StringComparison.Ordinal)
            .Replace("{answer}", $"{IkeHeader.FlagsFor(!sa.IsInitiator, isResponse: true):x2}", StringComparison.Ordinal)
            .Replace("{length}", "00000000", StringComparison.Ordinal);
        byte[] bytes = Convert.FromHexString(filled);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(24), (uint)bytes.Length);
        return bytes;
    });

    /// <summary>Feeds an INFORMATIONAL request with these payloads, rightly sealed, to both ends.</summary>
    /// <param name="first">The type of the first payload.</param>
    public void FeedSealed(byte first, byte[] chain) => FeedBoth(target =>
    {
        IkeSa sa = Sa(target)!;
        var outer = new IkeHeader(
            sa.InitiatorSpi, sa.ResponderSpi, PayloadType.SK, IkeHeader.Version2, ExchangeType.INFORMATIONAL,
            IkeHeader.FlagsFor(!sa.IsInitiator, isResponse: false), sa.Responder.ExpectedMessageId, 0);
        return MessageWriter.Seal(outer, (PayloadType)first, chain, sa.InboundCipher!, _vectors);
    });

    private void FeedBoth(Func<IkeHost, byte[]> make)
    {
        foreach (bool left in (bool[])[true, false])
        {
            RebuildUnlessIntact();
            IkeHost target = left ? _pair.Left : _pair.Right;
            Feed(target, _scene.SamplesFor(_pair, target).All[0].Datagram, make(target));
        }
    }
}
