namespace Culvert.Gateway.Network;

/// <summary>Something that the machine refused.</summary>
/// <param name="Tunnel">Whose it was; empty when it concerns the whole box.</param>
/// <param name="Text">What, where, what to do.</param>
/// <param name="IsLasting">It will be refused again: no TUN, or no permission.</param>
/// <param name="IsOfRoute">A route into the tunnel is missing; its device works and its SA can stay.</param>
internal sealed record NetworkProblem(string Tunnel, string Text, bool IsLasting = false, bool IsOfRoute = false);
