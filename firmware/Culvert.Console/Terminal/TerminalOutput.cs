using System.Text;

namespace Culvert.Console.Terminal;

/// <summary>
/// What is to appear on the terminal, until somebody takes it. Text is made harmless on the way in: nothing that a
/// configuration, a file or a peer wrote can steer the terminal.
/// </summary>
internal sealed class TerminalOutput
{
    private readonly List<byte> _octets = [];

    /// <summary>Octets that wait.</summary>
    public int Length => _octets.Count;

    /// <summary>Lines by '\n'; other control characters appear as '?'.</summary>
    public void Write(string text)
    {
        var safe = new StringBuilder(text.Length + 16);
        foreach (char c in text)
        {
            if (c == '\n') safe.Append("\r\n");
            else safe.Append(char.IsControl(c) && c != '\t' ? '?' : c);
        }

        Send(safe.ToString());
    }

    public void WriteLine(string text = "") => Write(text + "\n");

    /// <summary>Our own escape sequences.</summary>
    public void Send(string sequence) => _octets.AddRange(Encoding.UTF8.GetBytes(sequence));

    public byte[] Take()
    {
        byte[] taken = [.. _octets];
        _octets.Clear();
        return taken;
    }
}
