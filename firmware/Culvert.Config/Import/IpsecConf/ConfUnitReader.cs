namespace Culvert.Config.Import;

/// <summary>Reads a document and follows its include lines, to a depth and never in a circle.</summary>
internal sealed class ConfUnitReader(ImportFindings findings, IncludeResolver resolver)
{
    private const int DeepestInclude = 10;

    private readonly List<string> _open = [];

    public ConfUnit Read(NamedText document, bool isSecrets)
    {
        var unit = new ConfUnit(document.Name);
        ReadInto(unit, document, isSecrets);
        return unit;
    }

    private void ReadInto(ConfUnit unit, NamedText document, bool isSecrets)
    {
        _open.Add(document.Name);
        ConfLine[] lines = [.. TextLines.Split(document.Text).Select((text, index) => ConfLine.Read(text, index + 1))];
        if (isSecrets || IsSecretsFile(lines)) ReadSecrets(unit, document);
        else new ConfFileReader(findings, unit, document.Name, (pattern, line) => Include(unit, pattern, document.Name, line, isSecrets: false)).Read(lines);
        _open.RemoveAt(_open.Count - 1);
    }

    private void ReadSecrets(ConfUnit unit, NamedText document) =>
        unit.Secrets.AddRange(new SecretsReader(findings).ReadDocument(document, (pattern, line) =>
        {
            Include(unit, pattern, document.Name, line, isSecrets: true);
            return [];
        }));

    private void Include(ConfUnit unit, string pattern, string file, int line, bool isSecrets)
    {
        if (_open.Count >= DeepestInclude)
        {
            findings.Problem(file, line, 1, $"include {Quoted.Text(pattern)} is nested too deep", $"at most {DeepestInclude} levels");
            return;
        }

        IReadOnlyList<NamedText> found = resolver(pattern.Trim('"'), file);
        if (found.Count == 0) findings.Note(file, line, "include", $"include {pattern}: nothing found there");
        foreach (NamedText document in found)
        {
            if (_open.Contains(document.Name)) findings.Problem(file, line, 1, $"include {Quoted.Text(pattern)} leads back to {document.Name}", "break the circle");
            else ReadInto(unit, document, isSecrets);
        }
    }

    /// <summary>Secrets and nothing of a conf: its entries may run over several lines.</summary>
    private static bool IsSecretsFile(ConfLine[] lines) =>
        lines.Any(line => line.Kind == ConfLineKind.Secret) &&
        lines.All(line => line.Kind is ConfLineKind.Secret or ConfLineKind.Blank or ConfLineKind.Include || line is { Kind: ConfLineKind.Other, Indent: > 0 });
}
