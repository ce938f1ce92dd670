using System.Globalization;
using System.Net;
using System.Text;

namespace Culvert.Bench.Packets;

/// <summary>One stream of TCP through each subject, as bars: the median, and a line from the least to the most.</summary>
internal sealed class Plot(IReadOnlyList<Measurement> measurements)
{
    private const int LabelWidth = 310, BarWidth = 420, RowHeight = 26, BarHeight = 16, Margin = 12, Top = 34, NumberWidth = 60;

    public string ToSvg()
    {
        (SubjectName Subject, Spread Spread)[] rows =
        [
            .. measurements.Where(each => each.Metric == Metrics.OneStream).GroupBy(each => each.Subject)
                .Select(group => (group.Key, Spread.Of(group.Select(each => each.Value)))).OrderByDescending(row => row.Item2.Median),
        ];
        double most = rows.Select(row => row.Spread.Most).DefaultIfEmpty(1).Max();
        int width = LabelWidth + BarWidth + NumberWidth + (2 * Margin), height = Top + (rows.Length * RowHeight) + Margin;
        var svg = new StringBuilder();
        Append(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="sans-serif" font-size="13">""");
        Append(svg, $"""<rect width="{width}" height="{height}" fill="#ffffff"/>""");
        Append(svg, $"""<text x="{Margin}" y="20" font-weight="bold">{Metrics.OneStream}, both gateways, sender and receiver on one machine</text>""");
        for (int row = 0; row < rows.Length; row++) AppendRow(svg, rows[row].Subject, rows[row].Spread, BarWidth / most, Top + (row * RowHeight));
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static void AppendRow(StringBuilder svg, SubjectName subject, Spread spread, double scale, int y)
    {
        const int left = Margin + LabelWidth;
        int text = y + BarHeight - 3, middle = y + (BarHeight / 2);
        Append(svg, $"""<text x="{left - 8}" y="{text}" text-anchor="end">{WebUtility.HtmlEncode(subject.ToString())}</text>""");
        Append(svg, $"""<rect x="{left}" y="{y}" width="{spread.Median * scale:0.0}" height="{BarHeight}" fill="{(subject.System == SubjectNames.Culvert ? "#1f7a4d" : "#9aa5b1")}"/>""");
        Append(svg, $"""<line x1="{left + (spread.Least * scale):0.0}" x2="{left + (spread.Most * scale):0.0}" y1="{middle}" y2="{middle}" stroke="#222222"/>""");
        Append(svg, $"""<text x="{left + (spread.Most * scale) + 6:0.0}" y="{text}">{spread.Median:0.00}</text>""");
    }

    private static void Append(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
