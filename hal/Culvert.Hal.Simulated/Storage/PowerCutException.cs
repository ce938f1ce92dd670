namespace Culvert.Hal.Simulated;

/// <summary>The simulated machine lost its power: nothing after this happened.</summary>
public sealed class PowerCutException() : Exception("the power went");
