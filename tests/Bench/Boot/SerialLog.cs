using System.Diagnostics;
using System.Text;
using Culvert.Testing;

namespace Culvert.Bench.Boot;

/// <summary>What a machine says on its serial line, and when.</summary>
internal sealed class SerialLog(PseudoTerminal line)
{
    private readonly StringBuilder _text = new();
    private readonly List<(int End, long At)> _arrivals = [];

    public string Text => _text.ToString();

    /// <summary>Takes what has arrived.</summary>
    public void Listen()
    {
        Span<byte> octets = stackalloc byte[4096];
        while (line.Receive(octets) is > 0 and int count)
        {
            _text.Append(Encoding.Latin1.GetString(octets[..count]));
            _arrivals.Add((_text.Length, Stopwatch.GetTimestamp()));
        }
    }

    /// <summary>When the character there had arrived.</summary>
    public long ArrivedAt(int index) => _arrivals.First(arrival => arrival.End > index).At;

    /// <summary>When a text had arrived for the first time; null: it has not.</summary>
    public long? SaidAt(string text)
    {
        int at = Text.IndexOf(text, StringComparison.Ordinal);
        return at < 0 ? null : ArrivedAt(at + text.Length - 1);
    }
}
