using System.Globalization;
using System.Text;

namespace Culvert.Console.Terminal;

/// <summary>
/// Turns the octets of a terminal into keys: UTF-8, the line ends CR, LF and CRLF, control characters, and the escape
/// sequences of ECMA-48. A sequence that means nothing here is swallowed whole; one without an end ends at the next
/// control character, so that Enter always brings the prompt back.
/// </summary>
internal sealed class KeyDecoder
{
    private const byte Bell = 0x07, LineFeed = 0x0a, Return = 0x0d, Escape = 0x1b, Rubout = 0x7f;

    private readonly byte[] _utf8 = new byte[4];
    private int _length;
    private State _state;
    private int _parameter;
    private bool _afterReturn;

    private enum State
    {
        Ground,

        /// <summary>After ESC.</summary>
        Escape,

        /// <summary>After ESC and intermediate octets: one more ends it (character sets).</summary>
        EscapeIntermediate,

        /// <summary>After ESC [: parameters, then one octet that ends it.</summary>
        Control,

        /// <summary>After ESC O, or ESC [ [ of the Linux console: one octet ends it.</summary>
        Single,

        /// <summary>After ESC ] and its like: a text until BEL or ESC \.</summary>
        Text,
    }

    /// <returns>Null: no key, or not all of it yet.</returns>
    public Key? Take(byte octet)
    {
        bool afterReturn = _afterReturn;
        _afterReturn = octet == Return;
        if (octet == LineFeed && afterReturn) return null;
        if (octet is < 0x20 or Rubout) return TakeControl(octet);
        return _state == State.Ground ? TakeText(octet) : TakeSequence(octet);
    }

    public void Reset() => (_length, _state, _afterReturn) = (0, State.Ground, false);

    private Key? TakeControl(byte octet)
    {
        _length = 0;
        bool endsText = _state == State.Text && octet == Bell;
        _state = octet == Escape ? State.Escape : State.Ground;
        return endsText ? null : OfControl(octet);
    }

    private static Key? OfControl(byte octet) => octet switch
    {
        0x01 => new Key(KeyKind.Home),
        0x02 => new Key(KeyKind.Left),
        0x03 => new Key(KeyKind.Interrupt),
        0x04 => new Key(KeyKind.EndOfInput),
        0x05 => new Key(KeyKind.End),
        0x06 => new Key(KeyKind.Right),
        0x08 or Rubout => new Key(KeyKind.Backspace),
        0x09 => new Key(KeyKind.Tab),
        LineFeed or Return => new Key(KeyKind.Enter),
        0x0b => new Key(KeyKind.EraseRest),
        0x0c => new Key(KeyKind.ClearScreen),
        0x0e => new Key(KeyKind.Down),
        0x10 => new Key(KeyKind.Up),
        0x15 => new Key(KeyKind.EraseLine),
        0x17 => new Key(KeyKind.EraseWord),
        _ => null,
    };

    private Key? TakeText(byte octet)
    {
        _utf8[_length++] = octet;
        switch (Rune.DecodeFromUtf8(_utf8.AsSpan(0, _length), out Rune rune, out _))
        {
            case System.Buffers.OperationStatus.Done:
                _length = 0;
                return IsPrintable(rune) ? new Key(KeyKind.Text, rune) : null;
            case System.Buffers.OperationStatus.NeedMoreData:
                return null;
            default:
                // What was broken off is dropped; the octet that broke it off may begin anew.
                bool retry = _length > 1;
                _length = 0;
                return retry ? TakeText(octet) : null;
        }
    }

    private Key? TakeSequence(byte octet)
    {
        if (octet >= 0x80)
        {
            if (_state == State.Text) return null;
            _state = State.Ground;
            return TakeText(octet);
        }

        switch (_state)
        {
            case State.Escape:
                (_state, _parameter) = (AfterEscape(octet), 0);
                return null;
            case State.EscapeIntermediate:
                if (octet >= 0x30) _state = State.Ground;
                return null;
            case State.Control:
                return TakeParameter(octet);
            case State.Single:
                _state = State.Ground;
                return OfLetter((char)octet);
            default:
                return null;
        }
    }

    private static State AfterEscape(byte octet) => (char)octet switch
    {
        '[' => State.Control,
        'O' => State.Single,
        ']' or 'P' or 'X' or '^' or '_' => State.Text,
        >= ' ' and <= '/' => State.EscapeIntermediate,
        _ => State.Ground,
    };

    private Key? TakeParameter(byte octet)
    {
        if (octet is >= (byte)'0' and <= (byte)'9') _parameter = Math.Min((_parameter * 10) + octet - '0', 1000);
        if (octet < 0x40) return null;
        _state = octet == '[' ? State.Single : State.Ground;
        return octet == '~' ? OfNumber(_parameter) : OfLetter((char)octet);
    }

    private static Key? OfLetter(char letter) => letter switch
    {
        'A' => new Key(KeyKind.Up),
        'B' => new Key(KeyKind.Down),
        'C' => new Key(KeyKind.Right),
        'D' => new Key(KeyKind.Left),
        'H' => new Key(KeyKind.Home),
        'F' => new Key(KeyKind.End),
        _ => null,
    };

    private static Key? OfNumber(int number) => number switch
    {
        1 or 7 => new Key(KeyKind.Home),
        3 => new Key(KeyKind.Delete),
        4 or 8 => new Key(KeyKind.End),
        _ => null,
    };

    // Invisible characters would make a line look like another one.
    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
