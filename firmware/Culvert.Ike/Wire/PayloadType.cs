namespace Culvert.Ike.Wire;

/// <summary>Payload types (RFC 7296 section 3.2).</summary>
internal enum PayloadType : byte
{
    None = 0,
    SA = 33,
    KE = 34,
    IDi = 35,
    IDr = 36,
    CERT = 37,
    CERTREQ = 38,
    AUTH = 39,
    Nonce = 40,
    N = 41,
    D = 42,
    V = 43,
    TSi = 44,
    TSr = 45,
    SK = 46,
    CP = 47,
    EAP = 48,
}
