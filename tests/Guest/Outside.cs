namespace Culvert.Guest;

/// <summary>Whoever holds the other end of the serial line, asked to move and to look at what the guest cannot reach.</summary>
internal static class Outside
{
    /// <summary>Puts a question and waits for its answer.</summary>
    public static string Ask(string question)
    {
        Console.WriteLine($"ASK {question}");
        return Console.ReadLine()?.Trim() ?? throw new InvalidOperationException("nobody is there");
    }

    public static void Say(string text) => Console.WriteLine($"SAY {text}");
}
