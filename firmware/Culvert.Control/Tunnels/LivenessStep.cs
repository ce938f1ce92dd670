namespace Culvert.Control.Tunnels;

/// <summary>What the evidence asks for.</summary>
internal enum LivenessStep
{
    None,

    /// <summary>Ask the peer at once whether it lives.</summary>
    Probe,

    /// <summary>It was asked and did not answer.</summary>
    Lost,
}
