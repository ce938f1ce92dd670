using Culvert.Console;

namespace Culvert.Gateway.Logging;

/// <summary>
/// The newest lines of the log, for whoever asks for them later. Bounded in number and in size: a flood of lines pushes out
/// the oldest, and costs no more memory than this. Any thread.
/// </summary>
internal sealed class LogRing
{
    public const int MostLines = 1000;

    /// <summary>Of texts and tunnel names together; two octets each.</summary>
    public const int MostCharacters = 128 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<LoggedLine> _lines = new();
    private int _characters;

    public void Add(LoggedLine line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line);
            _characters += Size(line);
            while (_lines.Count > MostLines || _characters > MostCharacters) _characters -= Size(_lines.Dequeue());
        }
    }

    /// <summary>At most so many lines, the newest last.</summary>
    public IReadOnlyList<LoggedLine> Newest(int count)
    {
        lock (_lock) return [.. _lines.Skip(_lines.Count - count)];
    }

    private static int Size(LoggedLine line) => line.Tunnel.Length + line.Text.Length;
}
