using Culvert.Lab.Hosts;

namespace Culvert.Lab.Topologies;

/// <summary>The network behind a gateway: one host, whose way out is the gateway's device `lan`.</summary>
internal static class Lan
{
    public static void Attach(Network network, Host gateway, string gatewayAddress, Host host, string hostAddress)
    {
        network.Connect(gateway, "lan", [$"{gatewayAddress}/24"], host, "eth0", [$"{hostAddress}/24"]);
        host.AddRoute("default", "via", gatewayAddress);
    }

    /// <summary>The same behind a virtual machine, whose own end is its own affair.</summary>
    public static void Attach(VirtualMachine gateway, string gatewayAddress, Host host, string hostAddress)
    {
        gateway.Plug("lan", host, "eth0");
        host.AddAddress("eth0", $"{hostAddress}/24");
        host.AddRoute("default", "via", gatewayAddress);
    }
}
