using Culvert.Config;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike;

namespace Culvert.Control;

/// <summary>What a person should know of a tunnel that works.</summary>
internal static class TunnelWarnings
{
    /// <param name="children">Those that carry our packets.</param>
    public static IReadOnlyList<TunnelWarning> Of(TunnelConfig config, IkeSaStatus? ike, IReadOnlyList<ChildSaStatus> children)
    {
        var warnings = new List<TunnelWarning>();
        if (ike is not null && WeaknessOf(ike.Suite) is { } ikeWeakness) warnings.Add(Weak("IKE", ike.Suite.ToString(), ikeWeakness));
        if (children.Count == 0) return warnings;
        foreach (EspProposal suite in children.Select(child => child.Suite).Distinct())
        {
            if (WeaknessOf(suite.Integrity, suite.Group) is { } weakness) warnings.Add(Weak("ESP", suite.ToString(), weakness));
        }

        if (children.Any(child => child.IsPfsRefused)) warnings.Add(PfsMismatch(config));
        if (NarrowedWarning.Of(config, children) is { } narrowed) warnings.Add(narrowed);
        return warnings;
    }

    private static string? WeaknessOf(IkeProposal suite) =>
        suite.Prf == PrfAlgorithm.HmacSha1 && suite.Group != DhGroup.Modp1024
            ? "SHA-1 is out of date"
            : WeaknessOf(suite.Integrity, suite.Group);

    private static string? WeaknessOf(IntegrityAlgorithm integrity, DhGroup group) => (integrity, group) switch
    {
        (IntegrityAlgorithm.HmacSha1_96, DhGroup.Modp1024) => "SHA-1 is out of date and a 1024-bit group can be broken",
        (_, DhGroup.Modp1024) => "a 1024-bit group can be broken",
        (IntegrityAlgorithm.HmacSha1_96, _) => "SHA-1 is out of date",
        _ => null,
    };

    private static TunnelWarning PfsMismatch(TunnelConfig config) => new(
        "pfs-mismatch",
        $"the ends agree on no group to rekey with (here {string.Join(", ", config.EspProposals)}): the tunnel breaks when the CHILD SA ends; set the same PFS group at both ends");

    private static TunnelWarning Weak(string protocol, string suite, string weakness) =>
        new("weak-suite", $"{protocol} suite {suite}: {weakness}; choose a stronger one at both ends");
}
