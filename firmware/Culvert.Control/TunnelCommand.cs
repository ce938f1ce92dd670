namespace Culvert.Control;

/// <summary>What a person may order about a tunnel. Not stored: a restart of the gateway forgets it.</summary>
public abstract record TunnelCommand(string Tunnel)
{
    public sealed record Up(string Tunnel) : TunnelCommand(Tunnel);

    /// <summary>Deletes the SAs at the peer; the tunnel neither initiates nor answers until <see cref="Up"/>.</summary>
    public sealed record Down(string Tunnel) : TunnelCommand(Tunnel);

    /// <summary>Deletes the SAs at the peer and negotiates anew at once.</summary>
    public sealed record Restart(string Tunnel) : TunnelCommand(Tunnel);
}
