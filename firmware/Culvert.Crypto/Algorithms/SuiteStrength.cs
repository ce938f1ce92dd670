namespace Culvert.Crypto;

/// <summary>Which suites are weak by today's measure (RFC 8247, RFC 8221): SHA-1, groups below 112 bits of strength and discouraged ones.</summary>
public static class SuiteStrength
{
    private const int EnoughBits = 112;

    public static bool IsWeak(this IkeProposal suite)
    {
        ArgumentNullException.ThrowIfNull(suite);
        return suite.Integrity.IsWeak() || suite.Prf.IsWeak() || suite.Group.IsWeak();
    }

    public static bool IsWeak(this EspProposal suite)
    {
        ArgumentNullException.ThrowIfNull(suite);
        return suite.Integrity.IsWeak() || suite.Group.IsWeak();
    }

    public static bool IsWeak(this IntegrityAlgorithm algorithm) => AlgorithmRegistry.Find(algorithm) is { IsWeak: true };

    public static bool IsWeak(this PrfAlgorithm algorithm) => AlgorithmRegistry.Find(algorithm) is { IsWeak: true };

    public static bool IsWeak(this DhGroup group) => AlgorithmRegistry.Find(group) is { StrengthBits: < EnoughBits } or { IsDiscouraged: true };

    /// <summary>Large enough, and yet not to be used: subgroups are small, and where the primes come from is not known (RFC 8247 section 2.4).</summary>
    public static bool IsDiscouraged(this DhGroup group) => AlgorithmRegistry.Find(group) is { IsDiscouraged: true };
}
