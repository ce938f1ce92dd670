using Culvert.Core;
using Culvert.Ike;
using Culvert.Ike.Wire;

namespace Culvert.Testing;

/// <summary>One IKE message as it left a host.</summary>
public sealed record WireMessage(Instant At, string Sender, Datagram Datagram)
{
    private readonly IkeHeader _header = IkeHeader.TryParse(Datagram.Bytes.Span, out IkeHeader header) ? header : default;

    /// <summary>"IKE_SA_INIT", "IKE_AUTH", "CREATE_CHILD_SA", "INFORMATIONAL".</summary>
    public string Exchange => _header.Exchange.ToString();

    public uint MessageId => _header.MessageId;

    public bool IsRequest => !_header.IsResponse;

    public ulong InitiatorSpi => _header.InitiatorSpi;

    public ReadOnlySpan<byte> Bytes => Datagram.Bytes.Span;

    public override string ToString() => $"{At} {Sender} {Exchange} {(IsRequest ? "request" : "answer")} {MessageId}";
}
