using System.Globalization;
using Culvert.Config;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Ike;

namespace Culvert.Control;

/// <summary>What a person should know of a tunnel that works.</summary>
internal static class TunnelWarnings
{
    /// <param name="children">Those that carry our packets.</param>
    /// <param name="isEspBlocked">Raw ESP is sent and none comes back.</param>
    public static IReadOnlyList<TunnelWarning> Of(TunnelConfig config, IkeSaStatus? ike, IReadOnlyList<ChildSaStatus> children, bool isEspBlocked = false)
    {
        var warnings = new List<TunnelWarning>();
        if (ike is not null && WeaknessOf(ike.Suite.Integrity.IsWeak() || ike.Suite.Prf.IsWeak(), ike.Suite.Group) is { } ikeWeakness) warnings.Add(Weak("IKE", ike.Suite.ToString(), ikeWeakness));
        if (children.Count == 0) return warnings;
        foreach (EspProposal suite in children.Select(child => child.Suite).Distinct())
        {
            if (WeaknessOf(suite.Integrity.IsWeak(), suite.Group) is { } weakness) warnings.Add(Weak("ESP", suite.ToString(), weakness));
        }

        if (isEspBlocked) warnings.Add(EspBlocked(config.Encapsulation));
        if (children.Any(child => child.IsPfsRefused)) warnings.Add(PfsMismatch(config));
        if (NarrowedWarning.Of(config, children) is { } narrowed) warnings.Add(narrowed);
        return warnings;
    }

    private static string? WeaknessOf(bool isHashWeak, DhGroup group) => (isHashWeak, group.IsWeak()) switch
    {
        (true, true) => $"SHA-1 is out of date and {WeaknessOf(group)}",
        (false, true) => WeaknessOf(group),
        (true, false) => "SHA-1 is out of date",
        _ => null,
    };

    // Only MODP groups are weak, and their public values are as long as their primes.
    private static string WeaknessOf(DhGroup group) => group.IsDiscouraged()
        ? $"{SuiteNames.Group(group)} has small subgroups and primes of unknown origin"
        : string.Create(CultureInfo.InvariantCulture, $"a {group.PublicValueLength() * 8}-bit group can be broken");

    private static TunnelWarning EspBlocked(EncapsulationMode mode) => new(
        "esp-blocked",
        "ESP goes out without UDP and none comes back: something on the path may drop IP protocol 50; " + (mode == EncapsulationMode.Esp
            ? "set esp.encapsulation to udp, at the peer too"
            : "the peer does not agree to UDP: have it force UDP encapsulation, or permit protocol 50 on the path"));

    private static TunnelWarning PfsMismatch(TunnelConfig config) => new(
        "pfs-mismatch",
        $"the ends agree on no group to rekey with (here {string.Join(", ", config.EspProposals)}): the tunnel breaks when the CHILD SA ends; set the same PFS group at both ends");

    private static TunnelWarning Weak(string protocol, string suite, string weakness) =>
        new("weak-suite", $"{protocol} suite {suite}: {weakness}; choose a stronger one at both ends");
}
