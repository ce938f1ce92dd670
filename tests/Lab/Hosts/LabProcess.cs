using System.Diagnostics;
using System.Globalization;

namespace Culvert.Lab.Hosts;

/// <summary>A program running on a host. Both its output streams are kept, line by line, in the order of arrival.</summary>
public sealed class LabProcess : IDisposable
{
    private const int SigInt = 2;
    private const int SigHup = 1;
    private const int SigKill = 9;
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private bool _disposed;

    internal LabProcess(ProcessStartInfo start, string commandLine)
    {
        CommandLine = commandLine;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>As one would type it.</summary>
    public string CommandLine { get; }

    /// <summary>The process id inside the laboratory.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Defined once <see cref="HasExited"/>.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Everything printed so far.</summary>
    public string Output
    {
        get { lock (_lines) return string.Join('\n', _lines); }
    }

    /// <summary>User and system time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get { _process.Refresh(); return _process.TotalProcessorTime; }
    }

    /// <summary>Bytes resident in memory now.</summary>
    public long ResidentBytes
    {
        get { _process.Refresh(); return _process.WorkingSet64; }
    }

    /// <summary>Waits until a line with this text has been printed.</summary>
    public void WaitFor(string text, TimeSpan limit) =>
        Eventually.Until($"'{text}' from {CommandLine}", limit, () => Printed(text), () => Output);

    /// <summary>True when some line so far contains the text.</summary>
    public bool Printed(string text) => TimesPrinted(text) > 0;

    /// <summary>How many lines so far contain the text.</summary>
    public int TimesPrinted(string text)
    {
        lock (_lines) return _lines.Count(line => line.Contains(text, StringComparison.Ordinal));
    }

    /// <summary>The processes that this one has started and that still run.</summary>
    public IReadOnlyList<int> Children() => [.. Process.GetProcesses().Select(each => each.Id).Where(id => ParentOf(id) == Id)];

    public void Interrupt() => Native.Signal(Id, SigInt);

    public void Hangup() => Native.Signal(Id, SigHup);

    /// <summary>kill -9, and waits for the end.</summary>
    public void Kill()
    {
        if (!HasExited) Native.Signal(Id, SigKill);
        _process.WaitForExit();
    }

    /// <summary>SIGTERM, and SIGKILL to whatever is left after the limit. Returns the exit code.</summary>
    public int Stop(TimeSpan limit)
    {
        if (!HasExited) Native.Signal(Id, SigTerm);
        return WaitForExit(limit);
    }

    /// <summary>Waits for the process to end by itself; kills it after the limit. Returns the exit code.</summary>
    public int WaitForExit(TimeSpan limit)
    {
        if (!_process.WaitForExit(limit)) Native.Signal(Id, SigKill);
        _process.WaitForExit();
        return ExitCode;
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Stop(TimeSpan.FromSeconds(3));
        _process.Dispose();
    }

    // proc(5): "pid (name) state parent …"; the name may hold anything, also brackets.
    private static int? ParentOf(int process)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ')[2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
    }
}
