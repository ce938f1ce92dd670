using Culvert.Lab.Gateways;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests.Kernel;

/// <summary>Every suite with the Linux kernel's ESP, in both roles; what the product shows is what the kernel has.</summary>
[Collection(KernelCollection.Name), Trait(KernelCollection.TraitName, KernelCollection.TraitValue)]
public sealed class KernelSuiteTests(KernelFixture fixture)
{
    private const string Peer = "Linux kernel";

    public static TheoryData<string, string> Suites { get; } = new()
    {
        { "aes128-sha1-modp1024", "aes128-sha1-modp1024" },
        { "aes128-sha256-modp2048", "aes128-sha256-modp2048" },
        { "aes256-sha1-modp2048", "aes256-sha1" },
        { "aes256-sha256-modp2048", "aes256-sha256-modp2048" },
        { "aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256" },
        { "aes256gcm16-prfsha384-ecp384", "aes256gcm16-ecp384-esn" },
        { "aes192-sha384-x25519", "aes192-sha384-x25519-esn" },
        { "aes256-sha512-modp2048", "aes256-sha512-esn" },
        { "chacha20poly1305-prfsha512-ecp521", "chacha20poly1305-esn" },
    };

    [Theory, MemberData(nameof(Suites)), Covers(Peer, Role = "initiator", Encapsulation = "udp")]
    public void The_gateway_calls_and_ESP_goes_in_UDP(string ike, string esp) => AssertPasses("initiator", ike, esp, "udp");

    [Theory, MemberData(nameof(Suites)), Covers(Peer, Role = "responder", Encapsulation = "udp")]
    public void The_kernel_calls_and_ESP_goes_in_UDP(string ike, string esp) => AssertPasses("responder", ike, esp, "udp");

    private void AssertPasses(string role, string ike, string esp, string encapsulation)
    {
        using var pair = new KernelPairing(fixture, role, ike, esp, encapsulation);
        pair.Connect();
        // Both ways, small, filling the tunnel's MTU, and fragmented before encryption.
        foreach (string size in (string[])["0", "1300", "4000"])
        {
            pair.Site.Branch.Run("ping", "-c", "2", "-i", "0.1", "-W", "2", "-s", size, SiteAddresses.VpcHost);
            pair.Site.Vpc.Run("ping", "-c", "2", "-i", "0.1", "-W", "2", "-s", size, SiteAddresses.BranchHost);
        }
        TunnelView tunnel = pair.View;
        Assert.Equal((role, ike, encapsulation), (tunnel.Ike!.Role, tunnel.Ike.Suite, tunnel.Child!.Encapsulation));
        Testimony.AssertAgrees(tunnel, pair.StrongSwan.View());
        Testimony.AssertAgrees(tunnel, pair.StrongSwan.KernelSas());
        Assert.All(tunnel.Drops!, drop => Assert.Equal(0, drop.Value));
    }
}
