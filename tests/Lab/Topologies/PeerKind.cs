namespace Culvert.Lab.Topologies;

/// <summary>What runs at the far end.</summary>
public enum PeerKind
{
    /// <summary>The binary under test, answering.</summary>
    Culvert,

    /// <summary>strongSwan with user-space ESP.</summary>
    StrongSwan,
}
