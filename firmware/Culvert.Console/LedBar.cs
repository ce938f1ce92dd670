using System.Text;
using Culvert.Control.Leds;

namespace Culvert.Console;

/// <summary>The front of the box in one line, without a newline: redraw it in place.</summary>
public static class LedBar
{
    private const string Green = "\e[1;32m";
    private const string Dim = "\e[2m";
    private const string Plain = "\e[0m";

    /// <param name="colour">With ANSI escapes; the lamp's shape says the same without.</param>
    public static string Render(IReadOnlyList<LedStatus> leds, bool colour)
    {
        ArgumentNullException.ThrowIfNull(leds);
        var bar = new StringBuilder("[");
        foreach (LedStatus led in leds)
        {
            bar.Append(' ');
            if (colour) bar.Append(led.Lit ? Green : Dim);
            bar.Append(led.Lit ? '●' : '○');
            if (colour) bar.Append(Plain);
            bar.Append(' ').Append(led.Name).Append(' ');
        }

        return bar.Append(']').ToString();
    }
}
