using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;

namespace Culvert.Lab.Topologies;

/// <summary>One of the two VPN endpoints that AWS runs for a connection, each in a zone of its own.</summary>
public sealed class AwsEndpoint
{
    private const string Power = "power";
    private volatile bool _isPowered = true;

    internal AwsEndpoint(Host host, string address, string inside, IGateway gateway)
    {
        Host = host;
        Address = address;
        Inside = inside;
        Gateway = gateway;
    }

    public Host Host { get; }

    /// <summary>On the internet.</summary>
    public string Address { get; }

    /// <summary>Towards the router of the VPC.</summary>
    public string Inside { get; }

    public IGateway Gateway { get; }

    /// <summary>Set while the endpoint has power.</summary>
    public bool IsPowered => _isPowered;

    /// <summary>The machine dies: the process at once, and the host neither takes nor sends a packet, not even an error.</summary>
    public void PowerOff()
    {
        _isPowered = false;
        Host.LoadRules($$"""
            table inet {{Power}} {
              chain in { type filter hook prerouting priority -450; drop; }
              chain out { type filter hook output priority -450; drop; }
            }
            """);
        Gateway.Kill();
    }

    /// <summary>The machine is back, freshly started: it remembers no SA.</summary>
    public void PowerOn()
    {
        Host.Run("nft", "delete", "table", "inet", Power);
        Gateway.Start();
        _isPowered = true;
    }
}
