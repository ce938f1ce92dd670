namespace Culvert.Control.Tunnels;

/// <summary>Another state, or another reason for the same.</summary>
/// <param name="Lasted">How long the tunnel was in <paramref name="From"/>.</param>
internal sealed record StateChange(TunnelState From, TunnelState To, TimeSpan Lasted, TunnelReason Reason);
