namespace Culvert.Ike.Wire;

/// <summary>Security protocol identifiers (RFC 7296 section 3.3.1).</summary>
internal enum ProtocolId : byte
{
    None = 0,
    IKE = 1,
    AH = 2,
    ESP = 3,
}
