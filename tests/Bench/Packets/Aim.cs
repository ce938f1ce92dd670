namespace Culvert.Bench.Packets;

/// <summary>A ratio that is wanted, of two subjects in one metric; or a bound for one subject.</summary>
/// <param name="Other">Null: the bound is of the value itself.</param>
/// <param name="Bound">At least this where more is better, at most this where less is.</param>
internal sealed record Aim(string Metric, SubjectName Subject, SubjectName? Other, double Bound, bool IsMoreBetter = true)
{
    private static readonly SubjectName
        Culvert = new(SubjectNames.Culvert, SubjectNames.Gcm128, ""),
        StrongSwan = new(SubjectNames.StrongSwan, SubjectNames.Gcm128, ""),
        WireGuard = new(SubjectNames.WireGuard, "", ""),
        Forwarding = new(SubjectNames.Forwarding, "", "");

    public static IReadOnlyList<Aim> All { get; } =
    [
        new(Metrics.OneStream, With(SubjectNames.NewOpenSsl), WireGuard, 3),
        new(Metrics.OneStream, With(SubjectNames.NewOpenSsl), StrongSwan, 16),
        new(Metrics.OneStream, With(SubjectNames.NewOpenSsl), Forwarding, 0.65),
        new(Metrics.OneStream, Culvert, WireGuard, 2.5),
        new(Metrics.OneStream, Culvert, StrongSwan, 13),
        new(Metrics.OneStream, Culvert, Forwarding, 0.52),
        new(Metrics.OneStream, With(SubjectNames.NoOffload), WireGuard with { Condition = SubjectNames.NoOffload }, 2.2),
        new(Metrics.OneStream, Culvert with { Suite = SubjectNames.Sha1 }, StrongSwan with { Suite = SubjectNames.Sha1 }, 6),
        new(Metrics.OneStream, Culvert with { Suite = SubjectNames.Sha1 }, null, 1.25),
        new(Metrics.OneStream, With(SubjectNames.RawEsp), StrongSwan, 3),
        new(Metrics.OneStream, With(SubjectNames.RawEsp), null, 1.5),
        new(Metrics.Small, Culvert, StrongSwan, 5),
        new(Metrics.Cost, Culvert, StrongSwan, 1.0 / 15, IsMoreBetter: false),
        new(Metrics.IdleMedian, Culvert, StrongSwan, 0.6, IsMoreBetter: false),
        new(Metrics.IdleTail, Culvert, StrongSwan, 0.6, IsMoreBetter: false),
        new(Metrics.HogsTail, Culvert, StrongSwan, 0.1, IsMoreBetter: false),
        new(Metrics.Memory, With(SubjectNames.Tunnels(2)), null, 24, IsMoreBetter: false),
        new(Metrics.Memory, With(SubjectNames.Tunnels(200)), null, 64, IsMoreBetter: false),
        new(Metrics.RekeyLost, With(SubjectNames.Rekeying), null, 0, IsMoreBetter: false),
    ];

    public bool IsMetBy(double median) => IsMoreBetter ? median >= Bound : median <= Bound;

    private static SubjectName With(string condition) => Culvert with { Condition = condition };
}
