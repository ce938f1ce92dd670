using System.Net;

namespace Culvert.Control.Interfaces;

/// <summary>What is wanted of the DHCP client. There is one process at most.</summary>
public abstract record DhcpAction
{
    private DhcpAction()
    {
    }

    /// <param name="Requested">The address that it shall ask for first; null: none.</param>
    public sealed record Start(string Device, IPAddress? Requested) : DhcpAction;

    /// <summary>It shall see now whether its lease still holds: the cable was out.</summary>
    public sealed record Renew : DhcpAction;

    public sealed record Terminate : DhcpAction;

    public sealed record Kill : DhcpAction;
}
