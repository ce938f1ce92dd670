using System.Collections.Concurrent;
using Culvert.Console;
using Culvert.Ike;

namespace Culvert.Gateway.Logging;

/// <summary>
/// The log on stderr. Any thread writes; a thread of its own does the slow part, so that nobody who reads the log slowly
/// can hold up the gateway. Lines that find the queue full are dropped and counted.
/// </summary>
internal sealed class Log : IDisposable
{
    private const int QueueLength = 4096;
    private static readonly TimeSpan FlushLimit = TimeSpan.FromMilliseconds(500);

    private readonly TextWriter _output;
    private readonly LogLevel _minimum;
    private readonly TimeProvider _wallClock;
    private readonly BlockingCollection<string> _queue = new(QueueLength);
    private readonly Thread _writer;
    private long _dropped;

    public Log(TextWriter output, LogLevel minimum, TimeProvider wallClock)
    {
        _output = output;
        _minimum = minimum;
        _wallClock = wallClock;
        _writer = new Thread(WriteLines) { IsBackground = true, Name = "log" };
        _writer.Start();
    }

    /// <summary>Lines lost because nobody read them.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>What was written last.</summary>
    public LogRing Recent { get; } = new();

    public bool IsEnabled(LogLevel level) => level >= _minimum;

    /// <param name="area">Which part of the gateway speaks: one word.</param>
    /// <param name="tunnel">Empty when no tunnel is meant.</param>
    public void Write(LogLevel level, string area, string tunnel, string text)
    {
        if (!IsEnabled(level)) return;
        DateTimeOffset now = _wallClock.GetUtcNow();
        string line = LogLine.Format(now, level, area, tunnel, text);
        Recent.Add(new LoggedLine(now, LogLine.Word(level), area, LogLine.Clean(tunnel), LogLine.Clean(text)));
        if (_queue.IsAddingCompleted || !_queue.TryAdd(line)) Interlocked.Increment(ref _dropped);
    }

    public void Write(NoticeLevel level, string area, string tunnel, string text) => Write(ToLogLevel(level), area, tunnel, text);

    public void Info(string area, string text) => Write(LogLevel.Info, area, "", text);

    public void Warning(string area, string text) => Write(LogLevel.Warning, area, "", text);

    public void Error(string area, string text) => Write(LogLevel.Error, area, "", text);

    /// <summary>Writes what is queued, if someone reads it soon.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _writer.Join(FlushLimit);
    }

    private static LogLevel ToLogLevel(NoticeLevel level) => level switch
    {
        NoticeLevel.Trace => LogLevel.Trace,
        NoticeLevel.Debug => LogLevel.Debug,
        NoticeLevel.Information => LogLevel.Info,
        _ => LogLevel.Warning,
    };

    private void WriteLines()
    {
        foreach (string line in _queue.GetConsumingEnumerable())
        {
            try
            {
                _output.WriteLine(line);
                if (_queue.Count == 0) _output.Flush();
            }
            catch (IOException)
            {
                // Nobody is at the other end of the pipe any more: the gateway goes on.
                Interlocked.Increment(ref _dropped);
            }
        }
    }
}
