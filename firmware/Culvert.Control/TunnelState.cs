namespace Culvert.Control;

/// <summary>What a person is told of a tunnel; each has one LED pattern.</summary>
public enum TunnelState
{
    Disabled,
    Connecting,
    Refused,
    Up,
    Suspect,
}
