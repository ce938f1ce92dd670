using Culvert.Lab.Hosts;

namespace Culvert.Lab.Gateways;

/// <summary>A VPN gateway process on a host, whatever its make.</summary>
public interface IGateway
{
    Host Host { get; }

    /// <summary>The running process, or null.</summary>
    LabProcess? Process { get; }

    /// <summary>True while at least one tunnel can carry packets, in this gateway's own opinion.</summary>
    bool IsAnyTunnelUp();

    /// <summary>Starts with the configuration as it stands; returns when commands are answered.</summary>
    void Start();

    /// <summary>An orderly end.</summary>
    void Stop();

    /// <summary>kill -9.</summary>
    void Kill();
}
