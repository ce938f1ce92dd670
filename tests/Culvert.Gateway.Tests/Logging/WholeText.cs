using Culvert.Gateway.Logging;

namespace Culvert.Gateway.Tests.Logging;

/// <summary>All that a log writes: it has a thread for that, which its own end waits for only a moment.</summary>
internal sealed class WholeText : StringWriter
{
    private const string End = "this is the last line";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30), Again = TimeSpan.FromMilliseconds(100);

    private readonly ManualResetEventSlim _hasEnded = new();

    public override void WriteLine(string? value)
    {
        if (value!.Contains(End, StringComparison.Ordinal)) _hasEnded.Set();
        else base.WriteLine(value);
    }

    /// <summary>Ends a log that writes here, and returns what it has written, once that is all.</summary>
    public string Of(Log log)
    {
        Assert.True(_hasEnded.IsSet || SpinWait.SpinUntil(() => IsAt(log), Limit), "the log does not end");
        log.Dispose();
        return ToString();
    }

    protected override void Dispose(bool disposing)
    {
        _hasEnded.Dispose();
        base.Dispose(disposing);
    }

    // A log that is full leaves out what is added.
    private bool IsAt(Log log)
    {
        log.Error("test", End);
        return _hasEnded.Wait(Again);
    }
}
