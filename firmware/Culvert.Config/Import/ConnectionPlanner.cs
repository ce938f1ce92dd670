using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>
/// Groups tunnels into connections and names both. Tunnels with the same networks and local identity are one connection;
/// a tunnel that exists is known by its connection and its peer's address, whatever its name.
/// </summary>
internal sealed class ConnectionPlanner(ImportFindings findings, ImportOptions options, GatewayConfig existing)
{
    private const int FirstPreference = 100;
    private const int PreferenceStep = 10;

    private readonly List<ConnectionPlan> _plans = [];
    private readonly HashSet<string> _tunnelNames = new(existing.Tunnels.Select(tunnel => tunnel.Name), StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<ConnectionPlan> Plan(IReadOnlyList<TunnelDraft> drafts)
    {
        bool isAws = drafts.All(draft => IsAwsName(draft.Name));
        foreach (IGrouping<string, TunnelDraft> group in drafts.GroupBy(GroupKey))
        {
            TunnelDraft[] members = [.. WithoutTwins(group)];
            ConnectionConfig? known = FindExisting(members);
            string name = known?.Name ?? NewName(isAws ? "aws" : NameFrom(members[0].Name));
            _plans.Add(new ConnectionPlan(name, known, PlanTunnels(name, known, members)));
        }

        return _plans;
    }

    private static string GroupKey(TunnelDraft draft) => $"{draft.Networks.Key} {draft.LocalId ?? draft.LocalAddress}";

    private static bool IsAwsName(string name) =>
        name.StartsWith("Tunnel", StringComparison.Ordinal) && name.Length > "Tunnel".Length && name.Skip("Tunnel".Length).All(char.IsAsciiDigit);

    private List<TunnelDraft> WithoutTwins(IEnumerable<TunnelDraft> group)
    {
        var unique = new List<TunnelDraft>();
        foreach (TunnelDraft draft in group)
        {
            TunnelDraft? twin = unique.Find(other => other.IsSamePeer(draft.RemoteAddress, Identity.TryParse(draft.RemoteId, out Identity? id) ? id : null));
            if (twin is null) unique.Add(draft);
            else findings.Problem(draft.File, draft.Line, 1, $"conn {Quoted.Text(draft.Name)} leads to the same peer and networks as {Quoted.Text(twin.Name)} ({twin.File}:{twin.Line})", "remove one");
        }

        return unique;
    }

    private ConnectionConfig? FindExisting(TunnelDraft[] members)
    {
        if (options.Name is not null) return FindNamed(members, Numbered(options.Name, _plans.Count + 1));
        return existing.Connections
            .Where(connection => _plans.All(plan => plan.Existing != connection) && SharedPeers(connection, members) > 0)
            .OrderByDescending(connection => SameNetworks(connection, members[0]))
            .ThenByDescending(connection => SharedPeers(connection, members))
            .FirstOrDefault();
    }

    private ConnectionConfig? FindNamed(TunnelDraft[] members, string name)
    {
        ConnectionConfig? named = existing.Connections.FirstOrDefault(connection => connection.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (named is null || SharedPeers(named, members) > 0 || SameNetworks(named, members[0])) return named;
        findings.Problem(members[0].File, members[0].Line, 1, $"there is already a connection {Quoted.Text(name)}, to other networks and peers", "give another --name");
        return null;
    }

    private static int SharedPeers(ConnectionConfig connection, TunnelDraft[] members) =>
        members.Count(draft => connection.Tunnels.Any(tunnel => draft.IsSamePeer(tunnel.RemoteAddress, tunnel.RemoteId)));

    private static bool SameNetworks(ConnectionConfig connection, TunnelDraft draft) =>
        new TunnelNetworks(connection.LocalNetworks, connection.RemoteNetworks, null, null).Key == draft.Networks.Key;

    private string NewName(string fromFile)
    {
        if (options.Name is not null) return Numbered(options.Name, _plans.Count + 1);
        return FirstFree(number => Numbered(fromFile, number), name => existing.Connections.Select(c => c.Name).Concat(_plans.Select(p => p.Name)).Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    private TunnelPlan[] PlanTunnels(string connection, ConnectionConfig? known, TunnelDraft[] members)
    {
        int preference = known is null ? FirstPreference : known.Tunnels.Min(tunnel => tunnel.Preference) - PreferenceStep;
        var plans = new List<TunnelPlan>();
        foreach (TunnelDraft draft in members)
        {
            if (known?.Tunnels.FirstOrDefault(tunnel => draft.IsSamePeer(tunnel.RemoteAddress, tunnel.RemoteId)) is { } same)
            {
                plans.Add(new TunnelPlan(same.Name, draft, null));
                continue;
            }

            plans.Add(new TunnelPlan(NewTunnelName(connection, draft), draft, Math.Max(0, preference)));
            preference -= PreferenceStep;
        }

        return [.. plans];
    }

    private string NewTunnelName(string connection, TunnelDraft draft)
    {
        string plain = NameFrom(draft.Name);
        string name = FirstFree(number => number == 1 ? plain : Numbered($"{connection}-{plain}", number - 1), _tunnelNames.Contains);
        if (name != draft.Name) findings.Note(draft.File, draft.Line, draft.Name, $"conn {draft.Name} becomes tunnel {name}");
        _tunnelNames.Add(name);
        return name;
    }

    private static string FirstFree(Func<int, string> candidate, Func<string, bool> isTaken) =>
        Enumerable.Range(1, int.MaxValue - 1).Select(candidate).First(name => !isTaken(name));

    private static string Numbered(string name, int number) => number == 1 ? name : $"{name}-{number}";

    /// <summary>A conn's name with everything replaced that a name may not contain.</summary>
    private static string NameFrom(string conn)
    {
        string name = string.Concat(conn.Take(48).Select(c => ConfigNames.IsValid($"a{c}") ? c : '-')).TrimStart('-', '.', '_');
        return name.Length == 0 ? "tunnel" : name;
    }
}
