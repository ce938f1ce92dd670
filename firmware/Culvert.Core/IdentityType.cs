namespace Culvert.Core;

/// <summary>ID types (RFC 7296 section 3.5).</summary>
public enum IdentityType : byte
{
    IPv4Address = 1,
    Fqdn = 2,
    Rfc822Address = 3,
    IPv6Address = 5,
    KeyId = 11,
}
