using System.Text;

namespace Culvert.Gateway.Cli;

/// <summary>The terminal this process was started on. Questions go to standard error: standard output is for results.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    public bool IsInteractive => !System.Console.IsInputRedirected && !System.Console.IsErrorRedirected;

    public string? Ask(string question, bool isSecret)
    {
        System.Console.Error.Write($"{question}: ");
        return isSecret ? ReadUnseen() : System.Console.In.ReadLine();
    }

    private static string? ReadUnseen()
    {
        var typed = new StringBuilder();
        while (true)
        {
            ConsoleKeyInfo key = System.Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter) break;
            if (key.KeyChar == '\u0004') return null;
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }

        System.Console.Error.WriteLine();
        return typed.ToString();
    }
}
