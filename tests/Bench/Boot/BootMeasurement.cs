namespace Culvert.Bench.Boot;

/// <summary>One start.</summary>
/// <param name="System">What was started.</param>
/// <param name="ReadySeconds">From the power until the gateway was there.</param>
/// <param name="TunnelSeconds">From the power until the first answer through a tunnel reached the branch.</param>
/// <param name="Observation">Null: nobody looked on inside.</param>
internal sealed record BootMeasurement(string System, double ReadySeconds, double TunnelSeconds, BootObservation? Observation);
