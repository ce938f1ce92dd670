using System.Security.Cryptography;
using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests.Kernel;

/// <summary>A hundred megabytes through the tunnel and back, every octet as it was.</summary>
[Collection(KernelCollection.Name), Trait(KernelCollection.TraitName, KernelCollection.TraitValue)]
public sealed class KernelTransferTests(KernelFixture fixture)
{
    private const int Length = 100_000_000;

    [Theory]
    [InlineData("aes128-sha256-modp2048", "aes128-sha256", "esp")]
    [InlineData("aes128gcm16-prfsha256-ecp256", "aes128gcm16", "udp")]
    public void A_hundred_megabytes_each_way_arrive_whole(string ike, string esp, string encapsulation)
    {
        using var pair = new KernelPairing(fixture, "initiator", ike, esp, encapsulation);
        pair.Connect();
        byte[] body = new byte[Length];
        new Random(Length).NextBytes(body);
        string hash = Convert.ToHexStringLower(SHA256.HashData(body));

        using var far = new HttpFileServer(pair.Site.Vpc, SiteAddresses.VpcHost, body);
        using var near = new HttpFileServer(pair.Site.Branch, SiteAddresses.BranchHost, body);

        Assert.Equal(hash, HashOf(pair.Site.Branch, SiteAddresses.VpcHost));
        Assert.Equal(hash, HashOf(pair.Site.Vpc, SiteAddresses.BranchHost));
        Assert.Equal((0, 0), (pair.View.Drops!["integrity"], pair.View.Drops!["replay"]));
    }

    private static string HashOf(Host client, string server) =>
        client.Run("sh", "-c", $"curl --silent --show-error --fail --max-time 600 http://{server}/ | sha256sum").Output.Split(' ')[0];
}
