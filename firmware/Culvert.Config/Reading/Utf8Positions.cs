using System.Text;

namespace Culvert.Config;

/// <summary>Turns byte offsets of a UTF-8 text into lines and columns; cheap when they are asked for in ascending order.</summary>
internal ref struct Utf8Positions(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _lineStart;
    private int _offset;
    private int _line = 1;

    public TextPosition At(long offset)
    {
        int target = (int)Math.Min(offset, _text.Length);
        if (target < _offset) (_offset, _lineStart, _line) = (0, 0, 1);
        for (; _offset < target; _offset++)
        {
            if (_text[_offset] != (byte)'\n') continue;
            _line++;
            _lineStart = _offset + 1;
        }

        return new TextPosition(_line, Encoding.UTF8.GetCharCount(_text[_lineStart..target]) + 1);
    }
}
