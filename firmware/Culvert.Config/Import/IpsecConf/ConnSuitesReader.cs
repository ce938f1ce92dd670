using System.Globalization;
using Culvert.Crypto;

namespace Culvert.Config.Import;

/// <summary>ike= and esp=: taken as written, or replaced by the strong suite.</summary>
internal sealed class ConnSuitesReader(ImportFindings findings, SuiteChoice choice, string upgradeCommand, ResolvedConn conn)
{
    private const int MaxNamed = 4;

    private IReadOnlyList<IkeProposal> _ike = [];

    /// <summary>Canonical spellings; empty: the defaults.</summary>
    public IReadOnlyList<string> ReadIke()
    {
        if (choice == SuiteChoice.Strong) return Replace("ike", DefaultSuites.StrongIke.ToString());
        _ike = Read<IkeProposal>("ike", SuiteNames.TryParseIke, (_, suite) => suite);
        WarnIfWeak("ike", _ike.Where(SuiteStrength.IsWeak).Select(suite => suite.ToString()));
        return [.. _ike.Select(suite => suite.ToString())];
    }

    /// <inheritdoc cref="ReadIke"/>
    public IReadOnlyList<string> ReadEsp()
    {
        if (choice == SuiteChoice.Strong) return Replace("esp", DefaultSuites.StrongEsp.ToString());
        IReadOnlyList<EspProposal> suites = Read<EspProposal>("esp", SuiteNames.TryParseEsp, WithPfs);
        WarnIfWeak("esp", suites.Where(SuiteStrength.IsWeak).Select(suite => suite.ToString()));
        return [.. suites.Select(suite => suite.ToString())];
    }

    private IReadOnlyList<T> Read<T>(string keyword, SuiteParser<T> parse, Func<ConfEntry, T, T> complete)
    {
        if (conn.Find(keyword) is not { } entry) return [];
        var list = new SuiteList<T>();
        foreach (string text in entry.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (parse(text, out IReadOnlyList<T>? suites, out string? problem)) problem = list.Add(suites.Select(suite => complete(entry, suite)));
            if (problem is not null) findings.Problem(entry, $"{entry.Keyword}: {problem}");
        }

        return list.Suites;
    }

    private string[] Replace(string keyword, string strong)
    {
        if (conn.Find(keyword) is { } entry) findings.Note(entry, $"replaced by {strong}, as asked");
        return [strong];
    }

    // Openswan and Libreswan renew with the IKE SA's group unless pfs=no; in strongSwan the group stands in esp= or there is none.
    private EspProposal WithPfs(ConfEntry entry, EspProposal suite)
    {
        string? pfs = conn.Find("pfs")?.Value;
        if (pfs == "no") return suite with { Group = DhGroup.None };
        bool inherits = suite.Group == DhGroup.None && _ike.Count > 0 && (pfs == "yes" || entry.Keyword == "phase2alg");
        if (!inherits) return suite;
        findings.Note(entry, $"perfect forward secrecy with the group of ike=, {SuiteNames.Group(_ike[0].Group)}");
        return suite with { Group = _ike[0].Group };
    }

    private void WarnIfWeak(string keyword, IEnumerable<string> weak)
    {
        string[] suites = [.. weak];
        if (suites.Length == 0) return;
        string named = string.Join(", ", suites.Take(MaxNamed));
        string are = suites.Length == 1 ? "is" : suites.Length <= MaxNamed ? "are" : string.Create(CultureInfo.InvariantCulture, $"and {suites.Length - MaxNamed} more are");
        ConfEntry entry = conn.Find(keyword)!;
        findings.Note(entry.File, entry.Line, "weak", $"{named} {are} weak and taken as written; a peer that can do better (AWS can) gets one strong suite with: {upgradeCommand}", isWarning: true);
    }
}
