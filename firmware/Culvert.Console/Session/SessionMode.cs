namespace Culvert.Console.Session;

/// <summary>What the next octet from the terminal is for.</summary>
internal enum SessionMode
{
    /// <summary>Nothing was shown yet, or a job runs between two modes.</summary>
    Greeting,

    /// <summary>A new password, since the box has none or it is being changed.</summary>
    NewPassword,

    /// <summary>The new password, a second time.</summary>
    RepeatPassword,

    /// <summary>The password.</summary>
    Login,

    /// <summary>The present password, before it is changed.</summary>
    PresentPassword,

    /// <summary>After wrong passwords: what is typed is thrown away.</summary>
    Deaf,

    /// <summary>A command.</summary>
    Command,

    /// <summary>The value of a secret that a "set" left out.</summary>
    SecretValue,

    /// <summary>A file.</summary>
    Paste,

    /// <summary>What is left of a file after its end: it is thrown away until the line is quiet.</summary>
    AfterPaste,

    /// <summary>A value that an import is missing.</summary>
    Question,

    /// <summary>"yes", or something else.</summary>
    Confirm,

    /// <summary>The session has ended.</summary>
    Over,
}
