using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>
/// Reads the lines of one document: a plain ipsec.conf, or a longer text (an AWS download, an e-mail) that has such
/// sections in it. In a plain file everything must make sense; in a text the prose around the sections is skipped, but
/// nothing that looks like a mistyped part of a section.
/// </summary>
internal sealed class ConfFileReader(ImportFindings findings, ConfUnit unit, string file, Action<string, int> include)
{
    private const int LongestMistake = 3;

    private readonly SecretsReader _secrets = new(findings);
    private readonly List<int> _skipped = [];
    private ConfSection? _section;
    private ConfLine? _header;
    private bool _adjacent;
    private bool _strayReported;
    private bool _isText;

    public void Read(IReadOnlyList<ConfLine> lines)
    {
        _isText = lines.Any(line => line is { Kind: ConfLineKind.Other, Indent: 0 });
        foreach (ConfLine line in lines) Read(line);
        if (_skipped.Count > 0 && !unit.IsEmpty)
            findings.Note(file, _skipped[0], "text", $"{_skipped.Count} lines of text around the sections were skipped");
    }

    private void Read(ConfLine line)
    {
        switch (line.Kind)
        {
            case ConfLineKind.Blank:
                _adjacent &= line.Text.AsSpan().Trim().Length > 0;
                break;
            case ConfLineKind.Section:
                Open(line);
                break;
            case ConfLineKind.Assignment:
                ReadAssignment(line);
                break;
            case ConfLineKind.Secret:
                Close();
                if (_secrets.ReadLine(line.Text.Trim(), file, line.Number) is { } entry) unit.Secrets.Add(entry);
                break;
            case ConfLineKind.Include:
                ReadInclude(line);
                break;
            case ConfLineKind.Version:
                Close();
                break;
            default:
                ReadOther(line);
                break;
        }
    }

    private void Open(ConfLine line)
    {
        _section = new ConfSection(line.Head, line.Body.Trim('"'), file, line.Number);
        _header = line;
        _adjacent = true;
        unit.Sections.Add(_section);
    }

    private void Close()
    {
        _section = null;
        _strayReported = false;
    }

    private void ReadInclude(ConfLine line)
    {
        Close();
        // Prose that tells where to put an include line is not one.
        if (_isText) findings.Note(file, line.Number, "include", $"include {line.Body}: not followed from within a text");
        else include(line.Body, line.Number);
    }

    private void ReadAssignment(ConfLine line)
    {
        bool known = IpsecKeywords.TryFind(line.Head, out _) || IpsecKeywords.KnownInSetup.Contains(line.Head);
        bool inside = _section is not null && (line.Indent > _header!.Indent || _adjacent || known);
        if (inside) AddEntry(line);
        else if (known && !IsProse(line)) ReportStray(line);
        else Skip(line);
    }

    private void AddEntry(ConfLine line)
    {
        _adjacent = true;
        string? value = Unquote(line);
        if (value is not null) _section!.Entries.Add(new ConfEntry(line.Head, value, file, line.Number, line.Column));
    }

    private string? Unquote(ConfLine line)
    {
        string value = ConfLine.WithoutComment(line.Body);
        int open = value.IndexOf('"', StringComparison.Ordinal);
        if (open < 0) return value;
        int end = line.Body.IndexOf('"', open + 1);
        // Where lines ran together, what is quoted in the middle is a secret: it must not be printed as a value.
        string? problem = open > 0 ? "there is a quote inside of the value"
            : end < 0 ? "the closing quote is missing"
            : ConfLine.WithoutComment(line.Body[(end + 1)..].Trim()).Length > 0 ? "something follows the closing quote"
            : null;
        if (problem is null) return line.Body[1..end];
        findings.Problem(file, line.Number, line.Column, $"{line.Head}: {problem}", "quote the whole value, or nothing");
        return null;
    }

    /// <summary>A keyword without a section: the section's first line is probably mistyped.</summary>
    private void ReportStray(ConfLine line)
    {
        if (_strayReported) return;
        _strayReported = true;
        findings.Problem(file, line.Number, line.Column, $"{Quoted.Text(line.Head)} stands outside of any section", "begin the section with: conn NAME");
    }

    private void ReadOther(ConfLine line)
    {
        string[] words = line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        bool isShort = words.Length <= LongestMistake;
        if (isShort && NearestWord.Find(line.Head, ["conn", "config"]) is { } type)
        {
            findings.Problem(file, line.Number, line.Column, $"{Quoted.Text(line.Text.Trim())} does not begin a section", $"write: {type} {(type == "conn" ? "NAME" : "setup")}");
            Open(line with { Head = "ca", Body = "" });
            return;
        }

        if (_section is not null && isShort && IpsecKeywords.TryFind(line.Head, out _))
            findings.Problem(file, line.Number, line.Column, $"{Quoted.Text(line.Head)} has no '='", $"write: {line.Head}=VALUE");
        else if (_isText) Skip(line);
        else findings.Problem(file, line.Number, line.Column, $"{Name(line)} is not keyword=value");
    }

    private void Skip(ConfLine line)
    {
        if (_isText) _skipped.Add(line.Number);
        else findings.Problem(file, line.Number, line.Column, $"{Quoted.Text(line.Head)} stands outside of any section", "begin the section with: conn NAME");
        Close();
    }

    // A text in quotes that stands alone may be the end of a secret.
    private static string Name(ConfLine line) => line.Head[0] is '"' or '\'' ? "this line" : Quoted.Text(line.Head);

    private bool IsProse(ConfLine line) => _isText && line.Body.Count(char.IsWhiteSpace) >= LongestMistake;
}
