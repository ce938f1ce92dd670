using System.Text;

namespace Culvert.Console;

/// <summary>Columns as wide as their widest cell, two spaces apart.</summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        int[] widths = Enumerable.Range(0, header.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (string[] row in _rows) text.Append(string.Join("  ", row.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd()).Append('\n');
        return text.ToString();
    }
}
