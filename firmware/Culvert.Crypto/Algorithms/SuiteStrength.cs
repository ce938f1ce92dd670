namespace Culvert.Crypto;

/// <summary>Which suites are weak by today's measure (RFC 8247, RFC 8221): SHA-1 and groups below 112 bits of strength.</summary>
public static class SuiteStrength
{
    public static bool IsWeak(this IkeProposal suite)
    {
        ArgumentNullException.ThrowIfNull(suite);
        return suite.Integrity == IntegrityAlgorithm.HmacSha1_96 || suite.Prf == PrfAlgorithm.HmacSha1 || suite.Group.IsWeak();
    }

    public static bool IsWeak(this EspProposal suite)
    {
        ArgumentNullException.ThrowIfNull(suite);
        return suite.Integrity == IntegrityAlgorithm.HmacSha1_96 || suite.Group.IsWeak();
    }

    public static bool IsWeak(this DhGroup group) => group == DhGroup.Modp1024;
}
