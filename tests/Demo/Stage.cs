using Culvert.Lab.Hosts;

namespace Culvert.Demo;

/// <summary>The terminal: lines of the play above, the bar of LEDs always below. Without a terminal the bar is a line of its own,
/// printed when a pattern changes.</summary>
internal sealed class Stage(CancellationToken interrupted) : IDisposable
{
    private const string EraseLine = "\r\e[2K";
    private readonly Lock _gate = new();
    private readonly bool _isTerminal = !Console.IsOutputRedirected;
    private string _bar = "";

    public CancellationToken Interrupted => interrupted;

    public void Say(string text = "")
    {
        lock (_gate)
        {
            Console.Write(_isTerminal ? $"{EraseLine}{text}\n{_bar}" : $"{text}\n");
        }
    }

    /// <summary>A heading.</summary>
    public void Act(string title)
    {
        interrupted.ThrowIfCancellationRequested();
        Say();
        Say(Bold($"── {title} "));
    }

    /// <summary>Shows a command that was run: what is typed, and all that it printed. It must have succeeded.</summary>
    public void Show(Host host, CommandResult result)
    {
        interrupted.ThrowIfCancellationRequested();
        Typed(host, result.CommandLine);
        Print(result.Output + result.Error);
        result.OrThrow();
    }

    /// <summary>Shows a command line alone.</summary>
    public void Typed(Host host, string commandLine) => Say(Bold($"{host.Name}$ ") + commandLine);

    public void Print(string output)
    {
        foreach (string line in output.TrimEnd().Split('\n')) Say("  " + line);
    }

    /// <summary>Replaces the bar.</summary>
    public void ShowBar(string bar)
    {
        lock (_gate)
        {
            if (bar == _bar) return;
            _bar = bar;
            if (_isTerminal) Console.Write(EraseLine + bar);
        }
    }

    public void Dispose()
    {
        if (_isTerminal) Console.Write(EraseLine);
    }

    private string Bold(string text) => _isTerminal ? $"\e[1m{text}\e[0m" : text;
}
