namespace Culvert.Console;

/// <summary>What a network device of the machine is to us, in the order in which they are told.</summary>
public enum InterfaceRole
{
    Wan,
    Lan,
    Tunnel,

    /// <summary>Nothing: it is left alone.</summary>
    None,
}
