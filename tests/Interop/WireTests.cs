using Culvert.Lab.Gateways;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>An independent reader of the bytes: tshark, given the SA keys that the peer logged, decrypts and authenticates our ESP.</summary>
public sealed class WireTests
{
    [Theory]
    [InlineData("aes128-sha1-modp1024", "aes128-sha1", "AES-CBC [RFC3602]", "HMAC-SHA-1-96 [RFC2404]")]
    [InlineData("aes256-sha256-modp2048", "aes256-sha256", "AES-CBC [RFC3602]", "HMAC-SHA-256-128 [RFC4868]")]
    [InlineData("aes128gcm16-prfsha256-ecp256", "aes128gcm16", "AES-GCM with 16 octet ICV [RFC4106]", "NULL")]
    public void Tshark_decrypts_and_authenticates_our_packets(string ike, string esp, string cipher, string integrity)
    {
        Requires.Tool("tshark");
        using Pairing pair = Pairing.CulvertCalls(ike, esp);
        using var capture = new PacketCapture(pair.Site.Internet.Router, "box");
        pair.Connect();
        // Strictly one at a time: two packets of one turn leave as one buffer, which a virtual wire never cuts.
        pair.Site.Branch.Run("sh", "-c", $"for i in 1 2 3 4 5; do ping -c 1 -W 20 -s 700 {SiteAddresses.VpcHost} || exit 1; done");
        ChildView child = pair.Culvert.Tunnel(Pairing.Tunnel).Child!;

        IReadOnlyList<CapturedPacket> packets = capture.Stop();
        IReadOnlyList<EspSaKeys> keys = pair.StrongSwan.ChildKeys(initiated: false);
        IReadOnlyList<EspDissection> all = EspDissection.Read(pair.Site.Internet.Router, capture.File, cipher, integrity, keys);

        Assert.All(packets.Where(packet => packet.IsIpv4), packet => Assert.True(packet.IsEsp || packet.IsIke));
        EspDissection[] ours = [.. all.Where(packet => packet.Spi == keys[0].Spi)];
        Assert.Equal(child.OutSpi, keys[0].Spi);
        Assert.Equal(Enumerable.Range(1, 5).Select(number => (uint)number), ours.Select(packet => packet.Sequence));
        Assert.All(ours, packet => Assert.Equal((true, "ICMP"), (packet.IsAuthentic, packet.InnerProtocol)));
    }
}
