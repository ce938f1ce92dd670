namespace Culvert.Core;

/// <summary>How ESP travels on the WAN.</summary>
public enum EncapsulationMode
{
    /// <summary>ESP in UDP 4500 (RFC 3948) whether or not there is a NAT; raw only when the peer has no NAT detection.</summary>
    Udp,

    /// <summary>IP protocol 50, never UDP; a real NAT on the path makes the tunnel impossible.</summary>
    Esp,

    /// <summary>As NAT detection finds (RFC 7296 section 2.23).</summary>
    Auto,
}
