namespace Culvert.Hal.Nics;

/// <summary>What a network port is for.</summary>
public enum NicRole
{
    /// <summary>Towards the internet and the peers.</summary>
    Wan,

    /// <summary>Towards the branch's hosts.</summary>
    Lan,
}
