namespace Culvert.Bench.Packets;

/// <summary>What is measured against what.</summary>
/// <param name="System">The make of both gateways.</param>
/// <param name="Suite">The ESP suite; empty where there is no choice.</param>
/// <param name="Condition">What is not as usual; empty: nothing.</param>
internal sealed record SubjectName(string System, string Suite, string Condition)
{
    public override string ToString() => string.Join(", ", new[] { System, Suite, Condition }.Where(part => part.Length > 0));
}
