using Culvert.Core;
using Culvert.Ike.V2;
using Culvert.Ike.Wire;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

/// <summary>Changes what protected messages of the right end say, with the left end's keys: peers that behave unlike ours.</summary>
internal static class Rewriting
{
    /// <param name="rewrite">The payloads of an answer of the right end, and what to put in their place.</param>
    public static void RewriteAnswers(this IkePair pair, Func<PayloadSet, IReadOnlyList<Payload>> rewrite) => pair.Link.Translate = datagram =>
    {
        bool isAnswer = IkeHeader.TryParse(datagram.Bytes.Span, out IkeHeader header) && header.IsResponse && header.NextPayload == PayloadType.SK;
        if (!isAnswer || !datagram.Remote.Address.Equals(pair.Left.Address) || pair.Left.Endpoint.Sas.Find(header) is not { State: not IkeSaState.Closed, InboundCipher: { } cipher }) return datagram;
        byte[] chain = SkPayload.TryOpen(header, datagram.Bytes.Span, cipher, out PayloadType first)!;
        IReadOnlyList<Payload> payloads = rewrite(PayloadSet.Parse(first, chain)!);
        return datagram with { Bytes = MessageWriter.WriteProtected(header, payloads, cipher, new SeededEntropy(header.MessageId)) };
    };

    /// <summary>A peer that grants the first of the selectors at each end and no more.</summary>
    public static void GrantOnePairOnly(this IkePair pair) => pair.RewriteAnswers(answer =>
        [.. answer.All.Select(payload => payload is TrafficSelectorPayload ts ? ts with { Selectors = [ts.Selectors[0]] } : payload)]);

    /// <summary>The same answer with an error in place of the CHILD SA.</summary>
    public static IReadOnlyList<Payload> RefuseChild(this PayloadSet answer, NotifyType error) =>
        [.. answer.All.Where(p => p is not SecurityAssociationPayload and not TrafficSelectorPayload and not NoncePayload and not KeyExchangePayload), new NotifyPayload(error)];

    /// <summary>A request of the left end's making, sealed as if the left end had sent it.</summary>
    public static void SendAsLeft(this IkePair pair, ExchangeType exchange, params Payload[] payloads)
    {
        IkeSa right = pair.Right.Endpoint.Sas.All.Single(sa => sa.State == IkeSaState.Established);
        var header = new IkeHeader(
            right.InitiatorSpi, right.ResponderSpi, PayloadType.None, IkeHeader.Version2, exchange, IkeHeader.FlagsFor(!right.IsInitiator, false),
            right.Responder.ExpectedMessageId, 0);
        byte[] bytes = MessageWriter.WriteProtected(header, payloads, right.InboundCipher!, new SeededEntropy(header.MessageId));
        pair.Deliver(pair.Right, new Datagram(right.Local, right.Remote, bytes));
    }
}
