using System.Globalization;
using Culvert.Config;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control;

/// <summary>The tunnel carries less than its configured selectors: what is missing, for a person.</summary>
internal static class NarrowedWarning
{
    private const string Code = "narrowed";
    private const int Longest = 4;

    /// <summary>Null: all the tunnel's CHILD SAs together carry what is configured.</summary>
    public static TunnelWarning? Of(TunnelConfig config, IReadOnlyList<ChildSaStatus> children)
    {
        string[] lacks =
        [
            .. from local in config.LocalSelectors
               from remote in config.RemoteSelectors
               where CanTalk(local, remote) && !IsCarried(local, remote, children)
               select Lack(local, remote, children),
        ];
        if (lacks.Length == 0) return null;
        string more = lacks.Length <= Longest ? "" : string.Create(CultureInfo.InvariantCulture, $"; and {lacks.Length - Longest} more");
        string wanted = $"{TrafficSelectorText.List(config.LocalSelectors)} to {TrafficSelectorText.List(config.RemoteSelectors)}";
        return new TunnelWarning(Code, $"the ends agreed on less than our selectors {wanted}: {string.Join("; ", lacks.Take(Longest))}{more}");
    }

    private static bool CanTalk(TrafficSelector local, TrafficSelector remote) =>
        local.IsIPv4 == remote.IsIPv4 && (local.Protocol == 0 || remote.Protocol == 0 || local.Protocol == remote.Protocol);

    // By one child, or by several that share one end and together have all of the other.
    private static bool IsCarried(TrafficSelector local, TrafficSelector remote, IReadOnlyList<ChildSaStatus> children) =>
        remote.IsCoveredBy([.. children.Where(child => local.IsCoveredBy(child.LocalSelectors)).SelectMany(child => child.RemoteSelectors)])
        || local.IsCoveredBy([.. children.Where(child => remote.IsCoveredBy(child.RemoteSelectors)).SelectMany(child => child.LocalSelectors)]);

    private static string Lack(TrafficSelector local, TrafficSelector remote, IReadOnlyList<ChildSaStatus> children)
    {
        ChildSaStatus? part = children.FirstOrDefault(child => child.LocalSelectors.Any(Meets(local)) && child.RemoteSelectors.Any(Meets(remote)));
        return part is null
            ? $"nothing of {local} to {remote}"
            : $"of {local} to {remote} only {TrafficSelectorText.List(part.LocalSelectors)} to {TrafficSelectorText.List(part.RemoteSelectors)}";
    }

    private static Func<TrafficSelector, bool> Meets(TrafficSelector selector) => other => other.Intersect(selector) is not null;
}
