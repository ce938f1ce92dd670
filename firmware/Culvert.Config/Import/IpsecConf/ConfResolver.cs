using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>Puts "conn %default", "also=" and a conn's own lines together, and checks that every keyword is one.</summary>
internal sealed class ConfResolver(ImportFindings findings, ConfUnit unit)
{
    private const int DeepestInclusion = 10;
    private const int MostSections = 1000;

    private readonly List<string> _open = [];
    private readonly HashSet<ConfSection> _applied = [];
    private readonly HashSet<string> _included = [];

    /// <summary>The conns that are meant as connections: not %default, and not what others only include by also=.</summary>
    public List<ResolvedConn> Resolve()
    {
        if (unit.Sections.Count > MostSections)
        {
            findings.Problem(unit.File, unit.Sections[MostSections].Line, 1, $"more than {MostSections} sections", "this box cannot carry that many tunnels");
            return [];
        }

        foreach (ConfSection section in unit.Sections) CheckKeywords(section);
        ResolvedConn[] conns = [.. unit.Sections.Where(section => section is { IsConnection: true, IsDefault: false }).Select(Resolve)];
        foreach (ResolvedConn template in conns.Where(IsTemplate))
            findings.Note(template.File, template.Line, template.Name, $"conn {template.Name} serves others (also=) and is no tunnel itself");
        return [.. conns.Where(conn => !IsTemplate(conn))];
    }

    private bool IsTemplate(ResolvedConn conn) =>
        _included.Contains(conn.Name) && (conn.Find("right") is null || conn.Find("auto") is null);

    private ResolvedConn Resolve(ConfSection section)
    {
        var conn = new ResolvedConn(section.Name, section.File, section.Line);
        _applied.Clear();
        foreach (ConfSection common in unit.Sections.Where(other => other.IsDefault)) Apply(conn, common);
        Apply(conn, section);
        return conn;
    }

    // What a section says itself stands over what it includes, wherever the also= line is.
    private void Apply(ResolvedConn conn, ConfSection section)
    {
        if (!_applied.Add(section)) return;
        _open.Add(section.Name);
        foreach (ConfEntry also in section.Entries.Where(entry => entry.Keyword == "also"))
        {
            if (FindSection(also) is { } other) Apply(conn, other);
        }

        foreach (ConfEntry entry in section.Entries.Where(entry => entry.Keyword != "also")) conn.Set(entry);
        _open.RemoveAt(_open.Count - 1);
    }

    private ConfSection? FindSection(ConfEntry also)
    {
        if (_open.Contains(also.Value) || _open.Count > DeepestInclusion)
        {
            findings.Problem(also, $"also={also.Value} leads back to itself, or too deep", "break the circle");
            return null;
        }

        ConfSection? found = unit.Sections.FirstOrDefault(section => section.IsConnection && section.Name == also.Value);
        if (found is not null) _included.Add(found.Name);
        else findings.Problem(also, $"also={also.Value}: there is no such conn", Nearest(also.Value, unit.Sections.Select(section => section.Name)));
        return found;
    }

    private void CheckKeywords(ConfSection section)
    {
        if (section.Type == "ca")
        {
            if (section.Name.Length > 0) findings.Note(section.File, section.Line, "ca", "ca sections are not used with pre-shared keys");
            return;
        }

        foreach (ConfEntry entry in section.Entries)
        {
            bool known = section.IsConnection ? IpsecKeywords.TryFind(entry.Keyword, out _) : IpsecKeywords.KnownInSetup.Contains(entry.Keyword);
            if (!known) ReportUnknown(section, entry);
            else if (!section.IsConnection) findings.Note(entry.File, section.Line, "setup", "config setup: its keywords do nothing here");
        }
    }

    private void ReportUnknown(ConfSection section, ConfEntry entry)
    {
        IEnumerable<string> known = section.IsConnection ? IpsecKeywords.Known : IpsecKeywords.KnownInSetup;
        findings.Problem(entry, $"unknown keyword {Quoted.Text(entry.Keyword)}", Nearest(entry.Keyword, known) ?? "remove the line if it is not needed");
    }

    private static string? Nearest(string word, IEnumerable<string> known) =>
        NearestWord.Find(word, known) is { } nearest ? $"did you mean '{nearest}'?" : null;
}
