namespace Culvert.Console.Terminal;

/// <summary>What a key did to the line.</summary>
internal enum LineOutcome
{
    None,

    /// <summary>Enter: the line is whole.</summary>
    Entered,

    /// <summary>Enter on a line that is longer than it may be: part of it is lost, so none of it may be used.</summary>
    TooLong,

    /// <summary>Ctrl-C.</summary>
    Interrupted,

    /// <summary>Ctrl-D on an empty line.</summary>
    EndOfInput,
}
