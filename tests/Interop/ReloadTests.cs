using System.Text.Json.Nodes;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>A running gateway takes what changed, and nothing else.</summary>
public sealed class ReloadTests
{
    private static readonly TimeSpan UpLimit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan ReloadLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public void The_same_file_again_leaves_the_tunnels_alone()
    {
        Requires.Culvert();
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        aws.BringUp(UpLimit);
        IReadOnlyList<string> before = Spis(aws.Gateway);

        aws.ImportSample().OrThrow();
        aws.Gateway.Process!.Hangup();
        Eventually.Until("both the import and the hangup are applied", ReloadLimit,
            () => aws.Gateway.Process.TimesPrinted("applied") >= 2, () => aws.Gateway.Log);
        WaitForPing(aws);

        Assert.Equal(before, Spis(aws.Gateway));
    }

    [Fact]
    public void A_broken_file_is_told_and_changes_nothing()
    {
        Requires.Culvert();
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        aws.BringUp(UpLimit);
        IReadOnlyList<string> before = Spis(aws.Gateway);

        string file = Path.Combine(aws.Gateway.ConfigDirectory, "culvert.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("remoteNetworks", "remoteNetwork", StringComparison.Ordinal));
        aws.Gateway.Process!.Hangup();
        Eventually.Until("the log names the nearest right word", ReloadLimit,
            () => aws.Gateway.Process.Printed("remoteNetworks"), () => aws.Gateway.Log);

        Assert.Equal(before, Spis(aws.Gateway));
        WaitForPing(aws);
        Assert.Equal(before, Spis(aws.Gateway));
    }

    [Fact]
    public void A_tunnel_that_left_the_file_is_deleted_and_the_other_stays()
    {
        Requires.Culvert();
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        aws.BringUp(UpLimit);
        string kept = Spis(aws.Gateway)[0];

        aws.Gateway.Configure(WithoutTunnel2(aws.Gateway, "culvert.json"), WithoutTunnel2(aws.Gateway, "secrets.json"));
        aws.Gateway.Process!.Hangup();
        Eventually.Until("one tunnel is left", ReloadLimit, () => aws.Gateway.Tunnels().Count == 1, () => aws.Gateway.Log);

        Assert.Equal([kept], Spis(aws.Gateway));
        Eventually.Until("its peer was told", ReloadLimit, () => !aws.Endpoints[1].Gateway.IsAnyTunnelUp(), () => aws.Gateway.Log);
    }

    // The far side has a way back some time after the tunnels are up.
    private static void WaitForPing(AwsLaboratory aws) => Eventually.Until(
        "the branch reaches the VPC", UpLimit, () => aws.Branch.Try("ping", "-c", "1", "-W", "1", SiteAddresses.VpcHost).ExitCode == 0, () => aws.Gateway.Log);

    private static string WithoutTunnel2(CulvertGateway gateway, string file)
    {
        JsonNode document = JsonNode.Parse(File.ReadAllText(Path.Combine(gateway.ConfigDirectory, file)))!;
        document["connections"]!["aws"]!["tunnels"]!.AsObject().Remove("Tunnel2");
        return document.ToJsonString();
    }

    private static IReadOnlyList<string> Spis(CulvertGateway gateway) => [.. gateway.Tunnels().Select(tunnel => tunnel.Child!.InSpi)];
}
