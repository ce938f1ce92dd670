using System.Diagnostics;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>Start, change and end of the process itself.</summary>
public sealed class LifecycleTests
{
    private const long IdleLimit = 40_000_000;
    private const long BinaryLimit = 8_000_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // 3 s by contract, of which 2.5 s are the peer's; here a busy machine has its part in it. Who waited for the peer would take 30 s.
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(10);

    [Fact]
    public void Import_into_a_running_gateway_is_applied_when_it_returns()
    {
        Requires.Culvert();
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        aws.Gateway.Start();
        Assert.Empty(aws.Gateway.Tunnels());
        aws.ImportSample().OrThrow();
        Assert.Equal(["Tunnel1", "Tunnel2"], aws.Gateway.Tunnels().Select(tunnel => tunnel.Name));
        aws.Gateway.WaitFor("Tunnel1", "up", Limit);
        aws.Gateway.WaitFor("Tunnel2", "up", Limit);
    }

    [Fact]
    public void Hangup_applies_what_changed_and_leaves_the_tunnel_alone()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        string spi = pair.Box.Tunnel(CulvertPair.Tunnel).Child!.InSpi;
        string file = Path.Combine(pair.Box.ConfigDirectory, "culvert.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"start\"", "\"preference\": 50, \"start\"", StringComparison.Ordinal));

        pair.Box.Process!.Hangup();

        pair.Box.Process.WaitFor("applied", Limit);
        Assert.Equal(spi, pair.Box.Tunnel(CulvertPair.Tunnel).Child?.InSpi);
    }

    [Fact]
    public void Hangup_counts_although_the_parent_ignored_it()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        pair.Box.Stop();
        pair.Box.Launcher = ["env", "--ignore-signal=HUP,INT"];
        pair.Box.Start();

        pair.Box.Process!.Hangup();

        pair.Box.Process.WaitFor("applied", Limit);
    }

    [Theory]
    [InlineData("env")]
    [InlineData("env --ignore-signal=HUP,INT")]
    public void Interruption_says_goodbye_as_well(string launcher)
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        pair.Box.Stop();
        pair.Box.Launcher = launcher.Split(' ');
        pair.Box.Start();

        pair.Box.Process!.Interrupt();

        pair.Box.Process.WaitForExit(Limit);
        Assert.Equal(0, pair.Box.Process.ExitCode);
        Assert.Contains("stopped", pair.Box.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Hangup_with_a_broken_file_changes_nothing_and_says_why()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        File.WriteAllText(Path.Combine(pair.Box.ConfigDirectory, "culvert.json"), "{ \"conections\": {} }");

        pair.Box.Process!.Hangup();

        pair.Box.Process.WaitFor("did you mean 'connections'", Limit);
        pair.WaitForPing();
    }

    [Fact]
    public void Termination_ends_in_time_though_the_peer_is_gone()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        pair.Site.Internet.Cut(pair.Site.Peer);

        long start = Stopwatch.GetTimestamp();
        Assert.Equal(0, pair.Box.Process!.Stop(GoodbyeLimit + Limit));

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, GoodbyeLimit);
    }

    [Fact]
    public void Termination_tells_the_peer()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        Assert.Equal(0, pair.Box.Process!.Stop(Limit));
        Eventually.Until("the peer knows", Limit, () => pair.Peer.Tunnel(CulvertPair.Tunnel) is { IsUp: false, ReasonCode: "peer-deleted" }, pair.Describe);
    }

    [Fact]
    public void A_second_gateway_is_refused_in_one_line()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();

        CommandResult second = pair.Box.Culvert("run", "--config", pair.Box.ConfigDirectory);
        CommandResult elsewhere = pair.Site.Box.Try(
            Lab.Checkout.Binary, "run", "--config", pair.Box.ConfigDirectory, "--control", Path.Combine(pair.Site.Box.Directory, "other.sock"));

        Assert.Equal((1, 1), (second.ExitCode, elsewhere.ExitCode));
        Assert.Contains("a gateway is running already", Assert.Single(Lines(second)), StringComparison.Ordinal);
        Assert.Contains("500, in use", Assert.Single(Lines(elsewhere)), StringComparison.Ordinal);
        pair.WaitForPing();
    }

    [Fact]
    public void The_binary_is_smaller_than_8_MB()
    {
        Requires.Culvert();
        Assert.InRange(new FileInfo(Lab.Checkout.Binary).Length, 1, BinaryLimit - 1);
    }

    [Fact]
    public void Idle_with_two_tunnels_it_stays_small()
    {
        Requires.Culvert();
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        aws.BringUp(Limit);
        Assert.InRange(aws.Gateway.Process!.ResidentBytes, 1, IdleLimit);
        TestContext.Current.TestOutputHelper?.WriteLine($"{aws.Gateway.Process.ResidentBytes / 1e6:F1} MB resident");
    }

    private static string[] Lines(CommandResult result) => result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
