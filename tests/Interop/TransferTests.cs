using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>Large transfers of both families, every octet as it was, with all that the kernel offers and with less and less of it.</summary>
public sealed class TransferTests
{
    private const int Length = 40_000_000;

    [Theory]
    [InlineData("aes128gcm16", "udp", false, "")]
    [InlineData("aes128-sha1", "udp", false, "")]
    [InlineData("chacha20poly1305", "udp", true, "")]
    [InlineData("aes256gcm16", "esp", false, "")]
    [InlineData("aes128gcm16", "udp", false, "tx-udp-segmentation off gso off tso off gro on")]
    [InlineData("aes128gcm16", "udp", false, "tx off rx off sg off gso off tso off gro off")]
    [InlineData("aes128gcm16", "udp", true, "tx off rx off sg off gso off tso off gro off")]
    public void Every_octet_arrives_both_ways_over_both_families(string esp, string form, bool outerIPv6, string offloads)
    {
        Requires.Tool("ethtool");
        using var pair = new CulvertPair(new CulvertPairPlan
        {
            IPv6 = outerIPv6,
            InnerIPv6 = true,
            EspProposal = esp,
            BoxEncapsulation = form,
            PeerEncapsulation = form,
        });
        foreach (Host gateway in (Host[])[pair.Site.Box, pair.Site.Peer])
        {
            if (offloads.Length > 0) gateway.Run("ethtool", ["-K", "wan", .. offloads.Split(' ')]);
        }

        pair.Connect();
        pair.WaitForPing();
        Transfer.Check(pair.Site.Vpc, SiteAddresses.VpcHost, pair.Site.Branch, Length);
        Transfer.Check(pair.Site.Branch, SiteAddresses.BranchHost, pair.Site.Vpc, Length);
        Transfer.Check(pair.Site.Vpc, SiteAddresses.VpcIPv6, pair.Site.Branch, Length);
        Transfer.Check(pair.Site.Branch, SiteAddresses.BranchIPv6, pair.Site.Vpc, Length);
        // The kernel's own view: nothing came with a wrong checksum.
        foreach (Host host in (Host[])[pair.Site.Branch, pair.Site.Vpc]) Assert.Equal(0, Netstat.Of(host, "Tcp", "InCsumErrors"));
        foreach (CulvertGateway gateway in (CulvertGateway[])[pair.Box, pair.Peer])
        {
            IReadOnlyDictionary<string, long> drops = gateway.Tunnel(CulvertPair.Tunnel).Drops!;
            Assert.Equal((0, 0, 0, 0), (drops["integrity"], drops["replay"], drops["malformed"], drops["selector"]));
        }
    }
}
