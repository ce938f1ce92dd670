namespace Culvert.Testing;

/// <summary>Genuine messages for one end of a <see cref="FuzzScene"/>.</summary>
internal sealed class FuzzSamples
{
    public List<FuzzSample> All { get; } = [];

    /// <summary>Those of the exchange that is under way: they get deepest.</summary>
    public List<FuzzSample> Awaited { get; } = [];
}
