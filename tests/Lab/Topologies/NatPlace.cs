namespace Culvert.Lab.Topologies;

/// <summary>Where NATs stand between two sites.</summary>
[Flags]
public enum NatPlace
{
    None = 0,

    /// <summary>Before the box, which calls.</summary>
    Caller = 1,

    /// <summary>Before the peer, which is called: UDP 500 and 4500 are passed on to it.</summary>
    Called = 2,

    /// <summary>A second one before the box: its provider's.</summary>
    CallersProvider = 4,
}
