using Culvert.Core;

namespace Culvert.Control.Connections;

/// <summary>A tunnel as failover sees it.</summary>
/// <param name="Since">When it came into its state.</param>
/// <param name="HasFailed">It was up before and was lost.</param>
internal sealed record Candidate(string Tunnel, TunnelState State, bool CanSend, Instant Since, bool HasFailed)
{
    public bool IsUp => State == TunnelState.Up && CanSend;

    /// <summary>Better than nothing: it may yet recover, and what is sent into it is at least not lost for certain.</summary>
    public bool IsLastHope => State == TunnelState.Suspect && CanSend;
}
