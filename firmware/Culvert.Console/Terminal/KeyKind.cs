namespace Culvert.Console.Terminal;

/// <summary>What a person pressed, by its meaning.</summary>
internal enum KeyKind
{
    /// <summary>A character.</summary>
    Text,
    Enter,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    Tab,

    /// <summary>Ctrl-C.</summary>
    Interrupt,

    /// <summary>Ctrl-D.</summary>
    EndOfInput,

    /// <summary>Ctrl-U.</summary>
    EraseLine,

    /// <summary>Ctrl-W.</summary>
    EraseWord,

    /// <summary>Ctrl-K.</summary>
    EraseRest,

    /// <summary>Ctrl-L.</summary>
    ClearScreen,
}
