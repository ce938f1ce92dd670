using System.Text;

namespace Culvert.Gateway.Tests.Terminal;

/// <summary>
/// A console session in a file: "> " octets that go in, "&lt; " octets that come out, "+ " time that passes (seconds),
/// "! " what happens beside (gateway: one runs from now on; init: it is supervised by the first process;
/// console: its process is another one; reset: somebody presses the button), "# " remarks. Octets as text with \r, \n, \e, \\ and \xNN;
/// what comes out has a line for each of the terminal's.
/// </summary>
internal static class Transcript
{
    /// <summary>Plays the file's own inputs and writes the session down as it went.</summary>
    public static string Play(string text)
    {
        var console = new ScriptedConsole();
        var played = new StringBuilder();
        Note(played, console.Start());
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '<'))
        {
            played.Append(line).Append('\n');
            string argument = line[2..];
            switch (line[0])
            {
                case '>':
                    Note(played, console.Type(Unescape(argument)));
                    break;
                case '+':
                    Note(played, console.Pass(TimeSpan.FromSeconds(int.Parse(argument, System.Globalization.CultureInfo.InvariantCulture))));
                    break;
                case '!':
                    Note(played, Happen(console, argument));
                    break;
                case '#':
                    break;
                default:
                    throw new FormatException(line);
            }
        }

        return played.ToString();
    }

    private static byte[] Happen(ScriptedConsole console, string what)
    {
        switch (what)
        {
            case "gateway":
                console.HasGateway = true;
                return [];
            case "init":
                console.IsInitFirst = true;
                return [];
            case "reset":
                console.Erase();
                return [];
            case "console":
                return console.Restart();
            default:
                throw new FormatException(what);
        }
    }

    private static void Note(StringBuilder played, byte[] octets)
    {
        string[] lines = Escape(octets).Split("\\n");
        for (int i = 0; i < lines.Length; i++)
        {
            string end = i + 1 < lines.Length ? "\\n" : "";
            if (lines[i].Length + end.Length > 0) played.Append("< ").Append(lines[i]).Append(end).Append('\n');
        }
    }

    private static string Escape(byte[] octets)
    {
        var text = new StringBuilder();
        foreach (char c in Encoding.UTF8.GetString(octets))
        {
            text.Append(c switch
            {
                '\r' => "\\r",
                '\n' => "\\n",
                '\e' => "\\e",
                '\\' => "\\\\",
                _ when char.IsControl(c) => $"\\x{(int)c:x2}",
                _ => c.ToString(),
            });
        }

        return text.ToString();
    }

    private static byte[] Unescape(string text)
    {
        List<byte> octets = [];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                int length = char.IsHighSurrogate(text[i]) ? 2 : 1;
                octets.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
                continue;
            }

            switch (text[++i])
            {
                case 'r':
                    octets.Add(0x0d);
                    break;
                case 'n':
                    octets.Add(0x0a);
                    break;
                case 'e':
                    octets.Add(0x1b);
                    break;
                case 'x':
                    octets.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                    i += 2;
                    break;
                default:
                    octets.Add((byte)text[i]);
                    break;
            }
        }

        return [.. octets];
    }
}
