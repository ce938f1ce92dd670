using System.Net;
using System.Security.Cryptography;
using System.Text;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Image.Tests;

/// <summary>
/// A branch gets its box: what the README promises, on the image as it is written to a card, seen from outside only. Kernel and
/// root are started without the boot loader: what that does is in <see cref="SlotTests"/>.
/// </summary>
public sealed class StoryTests
{
    // Where something else would be: other tunnels, discovery, telephones, traces.
    private static readonly int[] HighUdpPorts =
        [1194, 1701, 1812, 1900, 2049, 3478, 3702, 4433, 4500, 4789, 5060, 5353, 5355, 6081, 8080, 8472, 10000, 33434, 51820, 65535];

    private const int TransferBytes = 1 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    // What the box notices in seconds, an emulated one on a busy machine may take longer for; dead peer detection takes 30 s.
    private static readonly TimeSpan FailoverLimit = TimeSpan.FromSeconds(28);

    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(1.5);

    // More flashes in that time than of any other pattern that the status LED may show then.
    private const int ManyFlashes = 7;
    private static readonly TimeSpan ConnectingPhase = TimeSpan.FromSeconds(0.5);

    [Fact]
    public void From_the_factory_to_tunnels_a_failover_a_reboot_and_back_to_the_factory()
    {
        Requires.Laboratory();
        using var card = new Card();
        using var lab = new BoxLaboratory(PeerKind.StrongSwan, card.File);
        var user = new BoxUser(lab.Box.Console);
        MachinePanel panel = lab.Box.Panel;

        user.ChoosePassword();
        user.Commit($"interfaces lan address {SiteAddresses.BoxLan}/24");
        lab.EndpointOf("Tunnel1").PowerOff();
        user.PasteSample();
        Await("tunnel1 flashes once a second while nobody answers", lab, () => panel.FlashesEvenly("tunnel1", ConnectingPhase));
        lab.EndpointOf("Tunnel1").PowerOn();
        Await("both tunnels are lit", lab, () => panel.IsSolid("tunnel1", Steady) && panel.IsSolid("tunnel2", Steady));
        AwaitPing(lab);
        Transfer(lab);
        FindIkeOnly(lab);
        Assert.Contains("dhcp", user.Do("show interfaces"), StringComparison.Ordinal);

        lab.EndpointOf("Tunnel1").PowerOff();
        Eventually.Until("tunnel2 takes over", FailoverLimit, () => CanPing(lab), () => Describe(lab));
        Await("tunnel1 flashes once a second, tunnel2 does not", lab, () => panel.FlashesEvenly("tunnel1", ConnectingPhase) && panel.IsSolid("tunnel2", Steady));
        AwaitPing(lab);

        // Beside another tunnel one is suspect for a moment only; alone it stays so until its time is over.
        lab.EndpointOf("Tunnel2").PowerOff();
        Await("tunnel2 flashes five times a second", lab, () => panel.Flashes("tunnel2", Steady) > 4);
        lab.EndpointOf("Tunnel2").PowerOn();
        Await("tunnel2 is lit again", lab, () => panel.IsSolid("tunnel2", Steady));
        AwaitPing(lab);

        user.Reboot();
        user.LogIn();
        Await("tunnel2 is lit after the reboot", lab, () => panel.IsSolid("tunnel2", Steady));
        AwaitPing(lab);

        Assert.True(card.Holds("hanna_tunnel1"), "the search for secrets finds none even where they are");
        int resets = lab.Box.Monitor.Events.Count(happened => happened == "RESET");
        panel.Move(isPressed: true);
        Await("the status LED says by ten flashes a second that the reset is armed", lab, () => panel.Flashes("status", Steady) > ManyFlashes);
        panel.Move(isPressed: false);
        Await("the box restarts", lab, () => lab.Box.Monitor.Events.Count(happened => happened == "RESET") > resets);
        user.ChoosePassword();
        Assert.Contains("no tunnels are configured", user.Do("show tunnels"), StringComparison.Ordinal);
        foreach (string secret in (string[])["hanna_tunnel1", "hanna_tunnel2"]) Assert.False(card.Holds(secret), $"{secret} is still on the card");
    }

    private static void AwaitPing(BoxLaboratory lab) => Await("the branch reaches the VPC", lab, () => CanPing(lab));

    private static bool CanPing(BoxLaboratory lab) => lab.Branch.Try("ping", "-c", "1", "-W", "1", SiteAddresses.VpcHost).ExitCode == 0;

    private static void Transfer(BoxLaboratory lab)
    {
        byte[] body = RandomNumberGenerator.GetBytes(TransferBytes);
        using var server = new HttpFileServer(lab.Vpc, SiteAddresses.VpcHost, body);
        lab.Branch.Run("curl", "-s", "-S", "-m", "60", "-o", "received", $"http://{SiteAddresses.VpcHost}/file");
        Assert.Equal(SHA256.HashData(body), SHA256.HashData(File.ReadAllBytes(Path.Combine(lab.Branch.Directory, "received"))));
    }

    // Whoever stands next to the WAN finds IKE there and nothing else: all other ports say that they are closed.
    private static void FindIkeOnly(BoxLaboratory lab)
    {
        // Every address of this network is the router's.
        lab.Internet.Router.Run("ip", "route", "add", "local", "198.18.0.0/15", "dev", "lo");
        Assert.Empty(lab.Internet.Router.Within(() => PortScan.FindOpenTcp(SiteAddresses.BoxPrivate, Enumerable.Range(1, 10000))));
        // Each needs an answer by ICMP, of which a kernel sends a thousand in a second.
        Assert.Equal([500, 4500], lab.Internet.Router.Within(() => PortScan.FindOpenUdp(
            SiteAddresses.BoxPrivate, [.. Enumerable.Range(1, 1100), .. HighUdpPorts], port => new IPAddress([198, 18, (byte)(port >> 8), (byte)port]))));
    }

    private static void Await(string what, BoxLaboratory lab, Func<bool> condition) =>
        Eventually.Until(what, Limit, condition, () => Describe(lab));

    private static string Describe(BoxLaboratory lab)
    {
        var text = new StringBuilder(lab.Box.Console.Shown);
        foreach (LedChange change in lab.Box.Panel.Changes.TakeLast(20)) text.Append('\n').Append(change);
        return text.ToString();
    }
}
