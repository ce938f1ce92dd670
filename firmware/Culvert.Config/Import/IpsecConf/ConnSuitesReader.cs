using Culvert.Crypto;

namespace Culvert.Config.Import;

/// <summary>ike= and esp=: taken as written, or replaced by the strong suite.</summary>
internal sealed class ConnSuitesReader(ImportFindings findings, SuiteChoice choice, string upgradeCommand, ResolvedConn conn)
{
    private readonly List<IkeProposal> _ike = [];

    /// <summary>Canonical spellings; empty: the defaults.</summary>
    public IReadOnlyList<string> ReadIke()
    {
        if (choice == SuiteChoice.Strong) return Replace("ike", DefaultSuites.StrongIke.ToString());
        foreach ((ConfEntry entry, string text) in Words("ike"))
        {
            if (!SuiteNames.TryParseIke(text, out IkeProposal? suite, out string? problem)) findings.Problem(entry, $"{entry.Keyword}: {problem}");
            else if (!_ike.Contains(suite)) _ike.Add(suite);
        }

        WarnIfWeak("ike", _ike.Where(SuiteStrength.IsWeak).Select(suite => suite.ToString()));
        return [.. _ike.Select(suite => suite.ToString())];
    }

    /// <inheritdoc cref="ReadIke"/>
    public IReadOnlyList<string> ReadEsp()
    {
        if (choice == SuiteChoice.Strong) return Replace("esp", DefaultSuites.StrongEsp.ToString());
        var suites = new List<EspProposal>();
        foreach ((ConfEntry entry, string text) in Words("esp"))
        {
            if (!SuiteNames.TryParseEsp(text, out EspProposal? suite, out string? problem)) findings.Problem(entry, $"{entry.Keyword}: {problem}");
            else if (WithPfs(entry, suite) is { } effective && !suites.Contains(effective)) suites.Add(effective);
        }

        WarnIfWeak("esp", suites.Where(SuiteStrength.IsWeak).Select(suite => suite.ToString()));
        return [.. suites.Select(suite => suite.ToString())];
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
        ConfEntry? entry = conn.Find(keyword);
        foreach (string suite in weak)
            findings.Note(entry!.File, entry.Line, "weak", $"{suite} is weak and taken as written; a peer that can do better (AWS can) gets one strong suite with: {upgradeCommand}", isWarning: true);
    }

    private IEnumerable<(ConfEntry Entry, string Text)> Words(string keyword) => conn.Find(keyword) is { } entry
        ? entry.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => (entry, text))
        : [];
}
