using System.Text;
using CsCheck;
using Culvert.Console.Grammar;
using Culvert.Console.Terminal;

namespace Culvert.Console.Tests.Terminal;

public sealed class LineEditorTests
{
    private readonly TerminalOutput _output = new();
    private readonly LineHistory _history = new();
    private readonly KeyDecoder _keys = new();
    private readonly Screen _screen = new();
    private readonly LineEditor _editor;

    public LineEditorTests() => _editor = new LineEditor(_output, _history, SecretWords.HideFrom);

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("abc\u007f", "ab")]
    [InlineData("\u007fabc", "abc")]
    [InlineData("abc\e[D\e[DX", "aXbc")]
    [InlineData("abc\e[D\u007f", "ac")]
    [InlineData("abc\e[D\e[3~", "ab")]
    [InlineData("abc\u0001X\u0005Y", "XabcY")]
    [InlineData("one two  \u0017", "one ")]
    [InlineData("one two\u0015x", "x")]
    [InlineData("one two\u0001\u000bx", "x")]
    [InlineData("abc\u0001\u0004", "bc")]
    [InlineData("abc\u000cd", "abcd")]
    [InlineData("\e[A\e[B\tx", "x")]
    public void Keys_edit_the_line_and_the_screen_shows_it(string typed, string line)
    {
        _editor.Begin("> ");
        Assert.Equal(LineOutcome.None, Type(typed));
        Assert.Equal(line, _editor.Text);
        Assert.Equal("> " + line.TrimEnd(), _screen.LastLine);
    }

    [Fact]
    public void Arrows_bring_back_what_was_typed_before()
    {
        _history.Add("first");
        _history.Add("second");
        _history.Add("second");
        _editor.Begin("> ");
        Type("new\e[A\e[A\e[A");
        Assert.Equal("first", _editor.Text);
        Type("\e[B\e[B\e[B");
        Assert.Equal("new", _editor.Text);
        Assert.Equal("> new", _screen.LastLine);
    }

    [Fact]
    public void A_line_wider_than_the_terminal_scrolls_and_never_wraps()
    {
        _editor.Begin("> ");
        string typed = string.Concat(Enumerable.Range(0, 60).Select(i => $"word{i} "));
        Type(typed);
        Assert.Equal(typed, _editor.Text);
        Assert.EndsWith("word59", _screen.LastLine, StringComparison.Ordinal);
        Type("\u0001");
        Assert.StartsWith("> word0 word1", _screen.LastLine, StringComparison.Ordinal);
        Assert.Equal(2, _screen.Column);
    }

    [Fact]
    public void A_line_that_is_too_long_is_not_taken_in_part()
    {
        _editor.Begin("> ");
        Type(new string('x', LineEditor.Longest));
        Assert.Equal(LineOutcome.Entered, Type("\r"));
        _editor.Begin("> ");
        Type(new string('x', LineEditor.Longest + 1));
        Assert.Equal(LineOutcome.TooLong, Type("\r"));
    }

    [Fact]
    public void Nothing_typed_unseen_appears()
    {
        _editor.Begin("password: ", isUnseen: true);
        Type("hunter2\u007f3\e[A\u000c\e[D\e[Dx");
        Assert.Equal("hunterx3", _editor.Text.Replace("x", "", StringComparison.Ordinal).Replace("hunter", "hunterx", StringComparison.Ordinal));
        Assert.Equal("password:", _screen.LastLine);
    }

    [Theory]
    [InlineData("set connections aws preSharedKey hanna", "> set connections aws preSharedKey *****")]
    [InlineData("set connections aws presharedky 'han na'", "> set connections aws presharedky ********")]
    [InlineData("set connections aws preSharedKey han\u0001\e[C", "> set connections aws preSharedKey ***")]
    public void What_follows_the_key_of_a_secret_is_stars(string typed, string shown)
    {
        _editor.Begin("> ");
        Type(typed);
        Assert.Equal(shown, _screen.LastLine);
        Assert.DoesNotContain("han", string.Concat(_screen.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_screen_shows_the_line_whatever_is_typed() =>
        Gen.OneOf("a", "b c", " ", "\u007f", "\e[D", "\e[C", "\u0001", "\u0005", "\u0017", "\u0015", "\u000b", "\e[3~", "\e[A", "\e[B", "wordwordword", "\u000c")
            .Array[0, 60].Sample(typed =>
            {
                var test = new LineEditorTests();
                test._history.Add("an older line");
                test._editor.Begin("> ");
                foreach (string keys in typed) test.Type(keys);
                string line = test._editor.Text;
                string shown = test._screen.LastLine.Length > 1 ? test._screen.LastLine[2..] : "";
                Assert.Contains(shown, line, StringComparison.Ordinal);
                if (line.Length <= 77 && !test._editor.IsEmpty) Assert.EndsWith(line.TrimEnd(), test._screen.LastLine, StringComparison.Ordinal);
            });

    private LineOutcome Type(string typed)
    {
        LineOutcome outcome = LineOutcome.None;
        foreach (byte octet in Encoding.UTF8.GetBytes(typed))
        {
            if (_keys.Take(octet) is { } key) outcome = _editor.Handle(key);
            _screen.Show(_output.Take());
        }

        return outcome;
    }
}
