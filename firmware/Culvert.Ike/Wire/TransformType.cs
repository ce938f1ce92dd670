namespace Culvert.Ike.Wire;

/// <summary>Transform types (RFC 7296 section 3.3.2).</summary>
internal enum TransformType : byte
{
    ENCR = 1,
    PRF = 2,
    INTEG = 3,
    DH = 4,
    ESN = 5,
}
