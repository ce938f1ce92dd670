using System.Runtime.InteropServices;

namespace Culvert.Console.Session;

/// <summary>
/// A file that is being pasted. Nothing of it is shown: it may hold secrets. Octets are kept as they came; only what the
/// terminal does to a paste is undone (line ends as CR, the marks of a bracketed paste).
/// </summary>
internal sealed class PasteBuffer
{
    /// <summary>Octets of the longest paste.</summary>
    public const int Longest = 1 << 20;

    /// <summary>Has the terminal mark what is pasted, where it can (bracketed paste).</summary>
    public const string MarksOn = "\e[?2004h";

    public const string MarksOff = "\e[?2004l";

    private const int BeginMark = 200, EndMark = 201;

    private const byte Interrupt = 0x03, EndOfInput = 0x04, LineFeed = 0x0a, Return = 0x0d, Escape = 0x1b;

    private readonly List<byte> _octets = [];
    private bool _afterReturn;
    private bool _isMarked;
    private int _parameter;
    private Sequence _sequence;

    private enum Sequence
    {
        None,
        Escape,
        Control,
    }

    /// <summary>Octets that came, those that were too many included.</summary>
    public long Count { get; private set; }

    public bool IsTooLong => Count > Longest;

    /// <summary>A new one. The line feed of a CRLF that ended the command is none of it.</summary>
    public void Begin()
    {
        Clear();
        _afterReturn = true;
    }

    /// <param name="isTyped">It came after a pause: a person's, even where the mark of the end is lost.</param>
    public PasteOutcome Take(byte octet, bool isTyped)
    {
        bool isContent = _isMarked && !isTyped;
        switch (octet)
        {
            case Interrupt when !isContent:
                return PasteOutcome.Cancelled;
            case EndOfInput when !isContent:
                return PasteOutcome.Ended;
        }

        if (octet == LineFeed && _afterReturn)
        {
            _afterReturn = false;
            return PasteOutcome.None;
        }

        _afterReturn = octet == Return;
        if (!IsOfSequence(octet)) Add(octet == Return ? LineFeed : octet);
        return PasteOutcome.None;
    }

    /// <summary>What was pasted. The buffer forgets it.</summary>
    public byte[] TakeAll()
    {
        byte[] all = [.. _octets];
        Clear();
        return all;
    }

    public void Clear()
    {
        CollectionsMarshal.AsSpan(_octets).Clear();
        _octets.Clear();
        (Count, _afterReturn, _isMarked, _sequence) = (0, false, false, Sequence.None);
    }

    // A control sequence ends with its final octet; any other control character ends it too.
    private bool IsOfSequence(byte octet)
    {
        if (octet == Escape)
        {
            _sequence = Sequence.Escape;
            return true;
        }

        if (_sequence == Sequence.Control) TakeParameter(octet);
        else _parameter = 0;
        bool isPart = _sequence != Sequence.None && octet >= 0x20;
        _sequence = (_sequence, octet) switch
        {
            (Sequence.Escape, (byte)'[') => Sequence.Control,
            (Sequence.Control, >= 0x20 and < 0x40) => Sequence.Control,
            _ => Sequence.None,
        };
        return isPart || (octet < 0x20 && octet is not (0x09 or LineFeed or Return));
    }

    private void TakeParameter(byte octet)
    {
        if (octet is >= (byte)'0' and <= (byte)'9') _parameter = Math.Min((_parameter * 10) + octet - '0', 1000);
        else if (octet == '~' && _parameter is (BeginMark or EndMark)) _isMarked = _parameter == BeginMark;
    }

    private void Add(byte octet)
    {
        Count++;
        if (!IsTooLong) _octets.Add(octet);
    }
}
