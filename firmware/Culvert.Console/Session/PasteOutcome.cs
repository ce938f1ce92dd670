namespace Culvert.Console.Session;

internal enum PasteOutcome
{
    /// <summary>More is to come.</summary>
    None,

    /// <summary>Ctrl-D.</summary>
    Ended,

    /// <summary>Ctrl-C.</summary>
    Cancelled,
}
