namespace Culvert.Hal.Nics;

/// <summary>Which port has which role.</summary>
/// <param name="Wan">Kernel name; null: the board does not say, or it is not there.</param>
/// <param name="Lan">Kernel name; null: the board does not say, or it is not there.</param>
/// <param name="Problems">A sentence for each role that the board gives and that no port has.</param>
public sealed record NicAssignment(string? Wan, string? Lan, IReadOnlyList<string> Problems)
{
    public static NicAssignment None { get; } = new(null, null, []);

    /// <summary>Finds each role's port. Two that fit are as bad as none: which of them came up first must not decide.</summary>
    public static NicAssignment Find(IReadOnlyDictionary<NicRole, NicMatch> roles, IReadOnlyList<Nic> nics)
    {
        ArgumentNullException.ThrowIfNull(roles);
        ArgumentNullException.ThrowIfNull(nics);
        Dictionary<NicRole, string> found = [];
        List<string> problems = [];
        foreach ((NicRole role, NicMatch match) in roles.OrderBy(pair => pair.Key))
        {
            string[] fitting = [.. nics.Where(match.Fits).Select(nic => nic.Name)];
            if (fitting is [var name] && found.TryAdd(role, name)) continue;
            problems.Add(Explain(role, match, fitting, nics));
        }

        foreach (IGrouping<string, NicRole> twice in found.GroupBy(pair => pair.Value, pair => pair.Key).Where(group => group.Count() > 1).ToList())
        {
            problems.Add($"{twice.Key} would be WAN and LAN at once, the board's 'nics' must tell them apart");
            found.Clear();
        }

        return new NicAssignment(found.GetValueOrDefault(NicRole.Wan), found.GetValueOrDefault(NicRole.Lan), problems);
    }

    private static string Explain(NicRole role, NicMatch match, string[] fitting, IReadOnlyList<Nic> nics)
    {
        string key = role.ToString().ToLowerInvariant();
        string head = $"the board's {key.ToUpperInvariant()} port ({match})";
        string advice = $"or set interfaces.{key}.device";
        if (fitting.Length > 1) return $"{head} could be {string.Join(" or ", fitting)}, unplug one, {advice}";
        string there = nics.Count == 0 ? "this machine has no network port" : $"there is {string.Join(", ", nics.Select(Describe))}";
        return $"{head} is missing, {there}, check cable and adapter, {advice}";
    }

    private static string Describe(Nic nic) => $"{nic.Name} (driver {(nic.Driver.Length == 0 ? "none" : nic.Driver)}, at {nic.BusPath})";
}
