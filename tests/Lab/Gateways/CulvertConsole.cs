using System.Text;
using Culvert.Lab.Hosts;
using Culvert.Testing;

namespace Culvert.Lab.Gateways;

/// <summary>
/// The box's console on a serial line, with somebody typing at the other end: `culvert console --device` on one end of a
/// pseudo-terminal.
/// </summary>
public sealed class CulvertConsole : IDisposable
{
    // The pace of 115200 bits per second: 11.5 octets a millisecond.
    private const int OctetsPerMillisecond = 11;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly PseudoTerminal _line;
    private readonly StringBuilder _shown = new();

    // A character may come in two pieces.
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private int _read;

    /// <summary>Sits down at a line that a process has open already.</summary>
    public CulvertConsole(PseudoTerminal line, LabProcess process) => (_line, Process) = (line, process);

    internal static CulvertConsole Start(CulvertGateway gateway)
    {
        var line = new PseudoTerminal();
        return new CulvertConsole(line, gateway.Host.Start(
            Checkout.Binary, "console", "--device", line.Path, "--config", gateway.ConfigDirectory, "--control", gateway.ControlSocket));
    }

    public LabProcess Process { get; }

    /// <summary>The line's name on the box: "/dev/pts/3".</summary>
    public string Device => _line.Path;

    /// <summary>Everything that appeared, as octets in UTF-8.</summary>
    public string Shown => _shown.ToString();

    /// <summary>Types at the pace of the line.</summary>
    public void Type(string text)
    {
        ReadOnlySpan<byte> octets = Encoding.UTF8.GetBytes(text);
        while (!octets.IsEmpty)
        {
            octets = octets[_line.Send(octets[..Math.Min(OctetsPerMillisecond, octets.Length)])..];
            Receive();
            Thread.Sleep(1);
        }
    }

    /// <summary>Types a line and Enter.</summary>
    public void Enter(string line) => Type(line + "\r");

    /// <summary>Waits until this appears after what was waited for before. Returns what appeared up to it.</summary>
    public string Expect(string text, TimeSpan? limit = null)
    {
        int at = -1;
        Eventually.Until($"'{text}' on the console", limit ?? Limit, () => (at = Look(text)) >= 0, () => Shown + Process.Output);
        string before = Shown[_read..at];
        _read = at + text.Length;
        return before;
    }

    /// <summary>Waits until one of two texts appears after what was waited for before. Returns which, the first when both are there.</summary>
    public int ExpectEither(string first, string second, TimeSpan limit)
    {
        string[] texts = [first, second];
        int which = -1;
        Eventually.Until($"'{first}' or '{second}' on the console", limit, () =>
        {
            // Once for both: the second may be in the first, and what comes between two looks must not decide.
            Receive();
            return (which = Array.FindIndex(texts, text => Find(text) >= 0)) >= 0;
        }, () => Shown + Process.Output);
        _read = Find(texts[which]) + texts[which].Length;
        return which;
    }

    public void Dispose()
    {
        _line.Dispose();
        Process.Dispose();
    }

    private int Look(string text)
    {
        Receive();
        return Find(text);
    }

    private int Find(string text) => Shown.IndexOf(text, _read, StringComparison.Ordinal);

    private void Receive()
    {
        Span<byte> octets = stackalloc byte[4096];
        int count = _line.Receive(octets);
        // One character more than octets: what was begun before may turn out to be none.
        Span<char> characters = stackalloc char[octets.Length + 1];
        _shown.Append(characters[.._decoder.GetChars(octets[..count], characters, flush: false)]);
    }
}
