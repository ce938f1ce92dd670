namespace Culvert.Gateway.Cli;

/// <summary>A person at the other end of standard input and error.</summary>
internal interface ITerminal
{
    /// <summary>False: a script; nobody would answer.</summary>
    bool IsInteractive { get; }

    /// <summary>Asks and waits; null when the person gave up.</summary>
    string? Ask(string question, bool isSecret);
}
