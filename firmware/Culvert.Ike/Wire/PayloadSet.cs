using Culvert.Core;

namespace Culvert.Ike.Wire;

/// <summary>
/// The payloads of one message, sorted out. Payloads that may stand once stand once; unknown ones were skipped or, when
/// critical, named. Nothing malformed gets in here.
/// </summary>
internal sealed class PayloadSet
{
    private const int MaxPayloads = 64;
    private const int GenericHeaderLength = 4;
    private const byte CriticalFlag = 0x80;

    private readonly List<Payload> _all = [];

    public SecurityAssociationPayload? Sa => Single<SecurityAssociationPayload>(PayloadType.SA);

    public KeyExchangePayload? Ke => Single<KeyExchangePayload>(PayloadType.KE);

    public IdentificationPayload? IdI => Single<IdentificationPayload>(PayloadType.IDi);

    public IdentificationPayload? IdR => Single<IdentificationPayload>(PayloadType.IDr);

    public AuthenticationPayload? Auth => Single<AuthenticationPayload>(PayloadType.AUTH);

    public byte[]? Nonce => Single<NoncePayload>(PayloadType.Nonce)?.Nonce;

    public TrafficSelectorPayload? TsI => Single<TrafficSelectorPayload>(PayloadType.TSi);

    public TrafficSelectorPayload? TsR => Single<TrafficSelectorPayload>(PayloadType.TSr);

    /// <summary>In the order of the message, without those that were skipped.</summary>
    public IReadOnlyList<Payload> All => _all;

    public IEnumerable<NotifyPayload> Notifies => _all.OfType<NotifyPayload>();

    public IEnumerable<DeletePayload> Deletes => _all.OfType<DeletePayload>();

    /// <summary>The first error notify, if any.</summary>
    public NotifyPayload? Error => Notifies.FirstOrDefault(n => n.IsError);

    /// <summary>An unknown payload that the sender marked critical: the whole message must be rejected (RFC 7296 section 2.5).</summary>
    public byte? UnsupportedCritical { get; private set; }

    /// <summary>What a log shows of a message: "SA KE Nonce N(COOKIE)".</summary>
    public string Summary => string.Join(' ', _all.Select(p => p.Summary));

    public NotifyPayload? Notify(NotifyType type) => Notifies.FirstOrDefault(n => n.NotifyType == type);

    /// <summary>Reads a chain of payloads that fills <paramref name="bytes"/>; null when anything in it is malformed.</summary>
    public static PayloadSet? Parse(PayloadType first, ReadOnlySpan<byte> bytes)
    {
        var set = new PayloadSet();
        var reader = new SpanReader(bytes);
        int count = 0;
        for (PayloadType type = first; type != PayloadType.None; count++)
        {
            var next = (PayloadType)reader.ReadByte();
            bool critical = (reader.ReadByte() & CriticalFlag) != 0;
            ReadOnlySpan<byte> body = reader.ReadBytes(reader.ReadUInt16() - GenericHeaderLength);
            if (reader.Failed || count == MaxPayloads || !set.TryAdd(type, critical, body)) return null;
            type = next;
        }

        return reader.AtEnd ? set : null;
    }

    private bool TryAdd(PayloadType type, bool critical, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case PayloadType.SA: return AddOnce(SecurityAssociationPayload.Parse(body));
            case PayloadType.KE: return AddOnce(KeyExchangePayload.Parse(body));
            case PayloadType.IDi or PayloadType.IDr: return AddOnce(IdentificationPayload.Parse(type, body));
            case PayloadType.AUTH: return AddOnce(AuthenticationPayload.Parse(body));
            case PayloadType.Nonce: return AddOnce(NoncePayload.Parse(body));
            case PayloadType.TSi or PayloadType.TSr: return AddOnce(TrafficSelectorPayload.Parse(type, body));
            case PayloadType.N: return Add(NotifyPayload.Parse(body));
            case PayloadType.D: return Add(DeletePayload.Parse(body));
            case PayloadType.CERT or PayloadType.CERTREQ or PayloadType.V or PayloadType.CP or PayloadType.EAP: return true;
            default:
                // SK inside a chain lands here too: it has no business there.
                if (critical) UnsupportedCritical ??= (byte)type;
                return type != PayloadType.SK;
        }
    }

    private bool AddOnce(Payload? payload) => (payload is null || !_all.Any(p => p.Type == payload.Type)) && Add(payload);

    private bool Add(Payload? payload)
    {
        if (payload is null) return false;
        _all.Add(payload);
        return true;
    }

    private T? Single<T>(PayloadType type)
        where T : Payload => (T?)_all.Find(p => p.Type == type);
}
