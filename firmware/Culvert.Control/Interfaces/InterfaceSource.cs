using System.Net;

namespace Culvert.Control.Interfaces;

/// <summary>Where a port's address comes from.</summary>
/// <param name="IsDhcp">Else it is static.</param>
/// <param name="Server">Who gave it; null: not said, or there is none yet.</param>
/// <param name="Duration">Of the lease; null: for ever, or there is none.</param>
/// <param name="Left">Of that.</param>
public sealed record InterfaceSource(
    bool IsDhcp, IPAddress? Server, TimeSpan? Duration, TimeSpan? Left, IPAddress? Gateway, IReadOnlyList<IPAddress> NameServers, IReadOnlyList<IPAddress> TimeServers)
{
    /// <summary>DHCP has brought no address yet, or it has gone.</summary>
    public bool IsWaiting { get; init; }
}
