using Culvert.Lab.Gateways;

namespace Culvert.Interop.Tests.Kernel;

/// <summary>The Linux kernel's ESP, in UDP and without, in both roles; what the product shows is what the kernel has.</summary>
[Collection(KernelCollection.Name), Trait(KernelCollection.TraitName, KernelCollection.TraitValue)]
public sealed class KernelSuiteTests(KernelFixture fixture)
{
    private const string Peer = "Linux kernel";

    /// <summary>Each cipher and integrity algorithm in either form, once with extended sequence numbers and once without.</summary>
    public static TheoryData<string, string, string> Rows { get; } = new()
    {
        { "udp", "aes128-sha1-modp1024", "aes128-sha1-modp1024" },
        { "esp", "aes256-sha1-modp2048", "aes256-sha1-modp2048-esn" },
        { "udp", "aes256-sha256-modp2048", "aes256-sha256-modp2048-esn" },
        { "auto", "aes128-sha256-modp2048", "aes128-sha256-modp2048" },
        { "udp", "aes256-sha384-ecp384", "aes256-sha384-ecp384" },
        { "esp", "aes192-sha384-ecp384", "aes192-sha384-ecp384-esn" },
        { "udp", "aes256-sha512-ecp521", "aes256-sha512-esn" },
        { "auto", "aes128-sha512-ecp521", "aes128-sha512-ecp521" },
        { "udp", "aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256-esn" },
        { "esp", "aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256" },
        { "udp", "aes256gcm16-prfsha384-ecp384", "aes256gcm16-ecp384" },
        { "auto", "aes256gcm16-prfsha384-ecp384", "aes256gcm16-ecp384-esn" },
        { "udp", "chacha20poly1305-prfsha512-x25519", "chacha20poly1305-x25519-esn" },
        { "esp", "chacha20poly1305-prfsha256-x25519", "chacha20poly1305-x25519" },
    };

    /// <summary>For the other role each integrity algorithm and cipher once, in the forms by turns: a virtual processor is slow.</summary>
    public static TheoryData<string, string, string> RowsOfTheCalled { get; } = new()
    {
        { "esp", "aes256-sha1-modp2048", "aes256-sha1-modp2048-esn" },
        { "udp", "aes256-sha256-modp2048", "aes256-sha256-modp2048-esn" },
        { "udp", "aes256-sha384-ecp384", "aes256-sha384-ecp384" },
        { "auto", "aes128-sha512-ecp521", "aes128-sha512-ecp521" },
        { "udp", "aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256-esn" },
        { "auto", "aes256gcm16-prfsha384-ecp384", "aes256gcm16-ecp384-esn" },
        { "esp", "chacha20poly1305-prfsha256-x25519", "chacha20poly1305-x25519" },
    };

    /// <summary>Both forms over IPv6.</summary>
    public static TheoryData<string, string, string> RowsOverIPv6 { get; } = new()
    {
        { "udp", "aes128-sha256-modp2048", "aes128-sha256-modp2048" },
        { "esp", "aes128gcm16-prfsha256-ecp256", "aes128gcm16-ecp256" },
    };

    [Theory, MemberData(nameof(Rows)), Covers(Peer, Role = "initiator")]
    public void The_gateway_calls_the_kernel(string encapsulation, string ike, string esp) => AssertPasses("initiator", encapsulation, ike, esp);

    [Theory, MemberData(nameof(RowsOfTheCalled)), Covers(Peer, Role = "responder")]
    public void The_kernel_calls_the_gateway(string encapsulation, string ike, string esp) => AssertPasses("responder", encapsulation, ike, esp);

    [Theory, MemberData(nameof(RowsOverIPv6)), Covers(Peer, Role = "initiator", Over = "IPv6")]
    public void The_gateway_calls_the_kernel_over_IPv6(string encapsulation, string ike, string esp) =>
        AssertPasses("initiator", encapsulation, ike, esp, ipv6: true);

    [Theory, MemberData(nameof(RowsOverIPv6)), Covers(Peer, Role = "responder", Over = "IPv6")]
    public void The_kernel_calls_the_gateway_over_IPv6(string encapsulation, string ike, string esp) =>
        AssertPasses("responder", encapsulation, ike, esp, ipv6: true);

    private void AssertPasses(string role, string encapsulation, string ike, string esp, bool ipv6 = false)
    {
        using var pair = new KernelPairing(fixture, role, ike, esp, encapsulation, ipv6);
        pair.Connect();
        Pings.AssertAllSizesPass(pair.Site.Branch, pair.Site.Vpc);
        AssertAgrees(pair, role, ike, encapsulation);
        // The first CHILD SA has no key exchange of its own: the group of the ESP suite shows in the next one.
        ChildView second = pair.RekeyChild();
        Pings.AssertPass(pair.Site.Branch, pair.Site.Vpc, size: 1300);
        AssertAgrees(pair, role, ike, encapsulation);
        Assert.Equal(esp.Split('-').Order(), $"{second.Suite}-{second.Pfs}".Split('-', StringSplitOptions.RemoveEmptyEntries).Order());
        Assert.All(pair.View.Drops!, drop => Assert.Equal(0, drop.Value));
    }

    // No NAT is there: `auto` needs no UDP.
    private static void AssertAgrees(KernelPairing pair, string role, string ike, string encapsulation)
    {
        (string form, string nat) = encapsulation == "udp" ? ("udp", "forced") : ("esp", "none");
        TunnelView tunnel = pair.View;
        Assert.Equal((role, ike, nat, form), (tunnel.Ike!.Role, tunnel.Ike.Suite, tunnel.Ike.Nat, tunnel.Child!.Encapsulation));
        Testimony.AssertAgrees(() => pair.View, pair.StrongSwan.View);
        Testimony.AssertAgrees(() => pair.View, pair.StrongSwan.KernelSas);
    }
}
