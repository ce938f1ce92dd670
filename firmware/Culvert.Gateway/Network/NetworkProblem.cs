namespace Culvert.Gateway.Network;

/// <summary>Something that the machine refused.</summary>
/// <param name="Tunnel">Whose it was; empty when it concerns the whole box.</param>
/// <param name="Text">What, where, what to do.</param>
/// <param name="IsLasting">It will be refused again: no TUN, or no permission.</param>
internal sealed record NetworkProblem(string Tunnel, string Text, bool IsLasting = false);
