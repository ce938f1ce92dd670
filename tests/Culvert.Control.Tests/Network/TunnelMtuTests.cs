using System.Net;
using Culvert.Control.Network;
using Culvert.Control.Tests.Status;

namespace Culvert.Control.Tests.Network;

public sealed class TunnelMtuTests
{
    [Fact]
    public void A_caller_from_anywhere_costs_what_its_address_family_costs()
    {
        var anybody = StatusSamples.Tunnel with { RemoteAddress = null };
        Assert.Equal(20, Of("203.0.113.1") - Of("2001:db8::1"));
        Assert.Equal(Of("203.0.113.1"), TunnelMtu.Of(anybody, peer: null, StatusSamples.Child, path: null));

        int Of(string peer) => TunnelMtu.Of(anybody, IPAddress.Parse(peer), StatusSamples.Child, path: null);
    }
}
