namespace Culvert.Console.Grammar;

/// <summary>What a whole command asks for.</summary>
public enum CommandVerb
{
    /// <summary>Not a whole command yet.</summary>
    None,
    Help,
    Exit,

    /// <summary>The running gateway answers, to the words as they are.</summary>
    AskGateway,
    ShowConfig,
    Set,
    Delete,
    Compare,
    Commit,
    Discard,
    Import,
    Ping,
    ChangePassword,
    ResetFactory,
    Reboot,
}
