using System.Text;

namespace Culvert.Console.Tests.Terminal;

/// <summary>A terminal of 80 columns as far as the console uses one: characters one column wide, CR, LF, BS, and ESC [ K, H, J, C, D.</summary>
internal sealed class Screen
{
    private const int Columns = 80;
    private readonly List<char[]> _lines = [New()];
    private int _row;
    private int _column;

    /// <summary>The lines down to the cursor's, trailing spaces gone.</summary>
    public IReadOnlyList<string> Lines => [.. _lines.Select(line => new string(line).TrimEnd())];

    public string LastLine => Lines[^1];

    public int Column => _column;

    public void Show(byte[] octets)
    {
        string text = Encoding.UTF8.GetString(octets);
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\r':
                    _column = 0;
                    break;
                case '\n':
                    NewLine();
                    break;
                case '\b':
                    _column = Math.Max(0, _column - 1);
                    break;
                case '\e':
                    i = Control(text, i + 2);
                    break;
                default:
                    Assert.True(_column < Columns, "a line wraps");
                    _lines[_row][_column++] = text[i];
                    break;
            }
        }
    }

    private int Control(string text, int at)
    {
        int number = 0;
        for (; char.IsAsciiDigit(text[at]); at++) number = (number * 10) + text[at] - '0';
        switch (text[at])
        {
            case 'K':
                Array.Fill(_lines[_row], ' ', _column, Columns - _column);
                break;
            case 'H':
                (_row, _column) = (0, 0);
                break;
            case 'J':
                _lines.Clear();
                _lines.Add(New());
                _row = 0;
                break;
            case 'D':
                _column -= number;
                Assert.True(_column >= 0, "left of the edge");
                break;
            default:
                Assert.Fail($"an escape sequence that is not expected: {text[at]}");
                break;
        }

        return at;
    }

    private void NewLine()
    {
        _row++;
        if (_row == _lines.Count) _lines.Add(New());
    }

    private static char[] New() => [.. Enumerable.Repeat(' ', Columns)];
}
