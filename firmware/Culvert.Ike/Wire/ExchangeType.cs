namespace Culvert.Ike.Wire;

/// <summary>Exchange types (RFC 7296 section 3.1).</summary>
internal enum ExchangeType : byte
{
    IKE_SA_INIT = 34,
    IKE_AUTH = 35,
    CREATE_CHILD_SA = 36,
    INFORMATIONAL = 37,
}
