using System.Net;
using Culvert.Lab.Gateways;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>Messages that no link carries in one piece.</summary>
public sealed class LongMessageTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Theory]
    [InlineData("aes128-sha1-modp1024", NatPlace.None)]
    [InlineData("aes256-sha256-modp2048", NatPlace.None)]
    [InlineData("aes128-sha1-modp1024", NatPlace.Caller)]
    public void An_offer_of_everything_that_comes_in_fragments_is_answered(string suite, NatPlace nat)
    {
        StrongSwanConnection aws = StrongSwanConnection.Aws(SiteAddresses.BoxPublic, SiteAddresses.Endpoints[0], "unused");
        using Pairing pair = Pairing.StrongSwanCalls(suite, suite, nat, strongSwan: theirs => theirs with
        {
            IkeProposals = StrongSwanConnection.AwsIkeProposalsOneByOne,
            EspProposals = aws.EspProposals,
        });
        // The last link before the gateway: what a NAT put together it has cut again.
        using var capture = new PacketCapture(pair.Site.Internet.Router, "peer");
        pair.Connect();
        pair.WaitForPing(Limit);
        Assert.Contains(capture.Stop(), packet => packet.IsFragment && packet.Source.Equals(IPAddress.Parse(SiteAddresses.BoxPublic)));
        Assert.Equal(suite, pair.Culvert.Tunnel(Pairing.Tunnel).Ike!.Suite);
        Testimony.AssertAgrees(() => pair.Culvert.Tunnel(Pairing.Tunnel), pair.StrongSwan.View);
    }
}
