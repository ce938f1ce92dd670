using System.Text;

namespace Culvert.Console.Terminal;

/// <summary>
/// One line being typed: keys in, what the terminal must show out. The line scrolls sideways when it is wider than the
/// terminal, so that it never wraps, whatever the terminal does at its edge.
/// </summary>
/// <param name="hideFrom">The index of the first character that is shown as '*'; null: none.</param>
internal sealed class LineEditor(TerminalOutput output, LineHistory history, Func<string, int?> hideFrom)
{
    /// <summary>Characters of the longest line.</summary>
    public const int Longest = 4096;

    // A serial line does not tell how wide the terminal is; this is as narrow as they come.
    private const int Columns = 80;

    private readonly List<Rune> _line = [];
    private string _prompt = "";
    private bool _isUnseen;
    private bool _isTooLong;
    private int _cursor;
    private int _first;

    /// <summary>What was typed so far.</summary>
    public string Text => string.Concat(_line);

    /// <summary>What stands before the cursor.</summary>
    public string BeforeCursor => string.Concat(_line.Take(_cursor));

    public bool IsEmpty => _line.Count == 0;

    /// <summary>Shows a prompt and begins an empty line.</summary>
    /// <param name="isUnseen">Nothing typed appears, and history is out of reach.</param>
    public void Begin(string prompt, bool isUnseen = false)
    {
        (_prompt, _isUnseen) = (prompt, isUnseen);
        Clear();
        history.Rewind();
        output.Write(prompt);
    }

    /// <summary>Forgets what was typed.</summary>
    public void Clear()
    {
        for (int i = 0; i < _line.Count; i++) _line[i] = default;
        _line.Clear();
        (_cursor, _first, _isTooLong) = (0, 0, false);
    }

    public LineOutcome Handle(Key key)
    {
        switch (key.Kind)
        {
            case KeyKind.Text:
                Insert(key.Rune);
                break;
            case KeyKind.Enter:
                output.Send("\r\n");
                return _isTooLong ? LineOutcome.TooLong : LineOutcome.Entered;
            case KeyKind.Interrupt:
                output.Send("^C\r\n");
                return LineOutcome.Interrupted;
            case KeyKind.EndOfInput when IsEmpty:
                return LineOutcome.EndOfInput;
            default:
                Edit(key.Kind);
                break;
        }

        return LineOutcome.None;
    }

    /// <summary>Types text in the person's place.</summary>
    public void Type(string text)
    {
        foreach (Rune rune in text.EnumerateRunes()) Insert(rune);
    }

    /// <summary>Tells something below the line, and shows that again.</summary>
    public void Tell(IReadOnlyList<string> lines)
    {
        output.Send("\r\n");
        foreach (string line in lines) output.WriteLine(line);
        Show();
    }

    private void Edit(KeyKind kind)
    {
        switch (kind)
        {
            case KeyKind.Backspace:
                Backspace();
                break;
            case KeyKind.Delete or KeyKind.EndOfInput:
                Erase(_cursor, Math.Min(_cursor + 1, _line.Count));
                break;
            case KeyKind.EraseLine:
                Erase(0, _cursor);
                break;
            case KeyKind.EraseRest:
                Erase(_cursor, _line.Count);
                break;
            case KeyKind.EraseWord:
                Erase(WordBefore(), _cursor);
                break;
            case KeyKind.ClearScreen:
                output.Send("\e[H\e[2J");
                Show();
                break;
            case KeyKind.Up:
                Recall(_isUnseen ? null : history.Previous(Text));
                break;
            case KeyKind.Down:
                Recall(_isUnseen ? null : history.Next());
                break;
            default:
                MoveTo(kind switch
                {
                    KeyKind.Left => _cursor - 1,
                    KeyKind.Right => _cursor + 1,
                    KeyKind.Home => 0,
                    KeyKind.End => _line.Count,
                    _ => _cursor,
                });
                break;
        }
    }

    private void Insert(Rune rune)
    {
        if (_line.Count == Longest)
        {
            _isTooLong = true;
            return;
        }

        _line.Insert(_cursor++, rune);
        if (_isUnseen) return;
        int width = GlyphWidth.Of(rune);
        // The everyday case, typing at the end, costs the terminal one character.
        int hidden = HiddenFrom;
        bool isPlain = _cursor == _line.Count && _first == 0 && width > 0 && PromptWidth + Widths(0, _line.Count, hidden) < Columns;
        if (isPlain) output.Send(Shown(_line.Count - 1, _line.Count, hidden));
        else Show();
    }

    private void Backspace()
    {
        if (_cursor == 0) return;
        bool isPlain = _cursor == _line.Count && _first == 0 && GlyphWidth.Of(_line[^1]) == 1;
        _line.RemoveAt(--_cursor);
        _isTooLong = false;
        if (_isUnseen) return;
        if (isPlain) output.Send("\b \b");
        else Show();
    }

    private void Erase(int from, int to)
    {
        if (from == to) return;
        _line.RemoveRange(from, to - from);
        (_cursor, _isTooLong) = (from, false);
        Show();
    }

    private int WordBefore()
    {
        int at = _cursor;
        while (at > 0 && Rune.IsWhiteSpace(_line[at - 1])) at--;
        while (at > 0 && !Rune.IsWhiteSpace(_line[at - 1])) at--;
        return at;
    }

    private void Recall(string? line)
    {
        if (line is null) return;
        _line.Clear();
        _line.AddRange(line.EnumerateRunes());
        (_cursor, _isTooLong) = (_line.Count, false);
        Show();
    }

    private void MoveTo(int cursor)
    {
        cursor = Math.Clamp(cursor, 0, _line.Count);
        if (cursor == _cursor) return;
        _cursor = cursor;
        Show();
    }

    private int PromptWidth => GlyphWidth.Of(_prompt.EnumerateRunes());

    // Writes the line anew: as much of it as fits, the cursor always in sight.
    private void Show()
    {
        if (_isUnseen)
        {
            output.Send("\r\e[K");
            output.Write(_prompt);
            return;
        }

        int room = Math.Max(Columns / 2, Columns - PromptWidth - 1);
        int hidden = HiddenFrom;
        _first = Math.Min(_first, _cursor);
        int width = Widths(_first, _cursor, hidden);
        while (width > room) width -= Width(_first++, hidden);
        int last = _cursor;
        while (last < _line.Count && width + Width(last, hidden) <= room) width += Width(last++, hidden);
        output.Send("\r\e[K");
        output.Write(_prompt);
        output.Send(Shown(_first, last, hidden));
        int back = Widths(_cursor, last, hidden);
        if (back > 0) output.Send($"\e[{back}D");
    }

    private int Width(int index, int hidden) => index >= hidden ? 1 : GlyphWidth.Of(_line[index]);

    private int Widths(int from, int to, int hidden)
    {
        int sum = 0;
        for (int i = from; i < to; i++) sum += Width(i, hidden);
        return sum;
    }

    private string Shown(int from, int to, int hidden)
    {
        var shown = new StringBuilder();
        for (int i = from; i < to; i++) shown.Append(i >= hidden ? "*" : _line[i].ToString());
        return shown.ToString();
    }

    private int HiddenFrom => hideFrom(Text) is { } index ? RuneIndex(index) : int.MaxValue;

    // Characters outside the first plane are two in a string.
    private int RuneIndex(int charIndex)
    {
        int chars = 0, runes = 0;
        while (runes < _line.Count && chars < charIndex) chars += _line[runes++].Utf16SequenceLength;
        return runes;
    }
}
