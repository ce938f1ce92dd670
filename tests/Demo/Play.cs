using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Culvert.Lab;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;
using Culvert.Lab.Topologies;

namespace Culvert.Demo;

/// <summary>The demonstration, act by act.</summary>
internal sealed class Play(AwsLaboratory aws, Stage stage, bool keep)
{
    private const string ClearText = "This line crosses the internet inside ESP, or not at all.\n";
    private const string Received = "data";
    private const int TransferBytes = 32 << 20;
    private const string StatusLed = "status";
    private const string ResetButton = "reset";
    private const int OutPort = 9001;
    private const int BackPort = 9002;
    private static readonly TimeSpan UpLimit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan FlowLimit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan GapLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PressLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ResetLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(20);

    public void Run()
    {
        Import();
        using var bar = new LedBar(aws.Gateway, stage);
        BringUp();
        Reach();
        Transfer();
        FailOver();
        if (keep) LookAround();
        Reset();
        End();
    }

    private void Import()
    {
        stage.Act("the laboratory");
        stage.Print("""
            branch 10.60.1.10 ── box ── NAT 52.42.3.179 ── internet ─┬─ aws1 3.34.222.44 ─┬─ router ── vpc 10.50.1.10
                                                                     └─ aws2 3.34.222.45 ─┘
            """);
        stage.Act("AWS's file goes in");
        stage.Show(aws.Box, aws.Box.Run("head", "-n", "19", "aws.conf"));
        stage.Show(aws.Box, aws.ImportSample());
    }

    private void BringUp()
    {
        stage.Act("both tunnels come up");
        long start = Stopwatch.GetTimestamp();
        aws.Gateway.Start();
        stage.Typed(aws.Box, $"{aws.Gateway.Process!.CommandLine} &");
        Wait("both tunnels are up", UpLimit, () => aws.Gateway.Tunnels() is { Count: 2 } tunnels && tunnels.All(tunnel => tunnel.IsUp));
        stage.Say($"  both up {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms after the start");
        ShowTunnels();
    }

    private void Reach()
    {
        stage.Act("the branch reaches the VPC");
        Wait("the VPC's router has chosen a way back", FlowLimit, () => aws.ReturnPath.Current is not null);
        stage.Show(aws.Branch, aws.Branch.Try("ping", "-c", "3", "-i", "0.2", SiteAddresses.VpcHost));
        stage.Say($"  the VPC's router, left to itself, answers through {aws.ReturnPath.Current?.Host}");
    }

    private void Transfer()
    {
        stage.Act("a transfer, watched on the internet");
        byte[] body = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(ClearText, TransferBytes / ClearText.Length)));
        using var server = new HttpFileServer(aws.Vpc, SiteAddresses.VpcHost, body);
        using var capture = new PacketCapture(aws.Internet.Router, aws.Box.Name);
        stage.Show(aws.Branch, aws.Branch.Try("curl", "-s", "-S", "-m", "30", "-o", Received,
            "-w", "%{http_code}, %{size_download} bytes in %{time_total} s", $"http://{SiteAddresses.VpcHost}/{Received}"));
        string file = Path.Combine(aws.Branch.Directory, Received);
        bool same = SHA256.HashData(File.ReadAllBytes(file)).AsSpan().SequenceEqual(SHA256.HashData(body));
        Check(same, "what the branch received is not what the VPC sent");
        stage.Say("  received byte for byte what was sent (SHA-256)");
        IReadOnlyList<CapturedPacket> packets = capture.Stop();
        CommandResult first = aws.Internet.Router.Try("tshark", "-n", "-c", "6", "-r", Path.GetFileName(capture.File));
        stage.Typed(aws.Internet.Router, first.CommandLine);
        stage.Print(first.OrThrow().Output);
        stage.Say("  (between the box and the NAT before it; one line may be many packets that the offloads still hold together)");
        ReportWire(packets);
    }

    private void ReportWire(IReadOnlyList<CapturedPacket> packets)
    {
        CapturedPacket[] routed = [.. packets.Where(packet => packet.IsIpv4)];
        byte[] words = Encoding.ASCII.GetBytes(ClearText[..24]);
        int esp = routed.Count(packet => packet.IsEsp), ike = routed.Count(packet => packet.IsIke), clear = routed.Count(packet => packet.Contains(words));
        stage.Say($"  on the wire: {routed.Length} packets, {esp} ESP, {ike} IKE, {routed.Length - esp - ike} other; with clear text in them: {clear}");
        Check(clear == 0, $"{clear} packets on the internet carry the transfer in clear text");
        Check(esp > 0 && esp + ike == routed.Length, "what crossed the internet is not ESP and IKE alone");
    }

    private void FailOver()
    {
        stage.Act("the active endpoint dies");
        using var outward = new UdpProbe(aws.Branch, SiteAddresses.BranchHost, aws.Vpc, SiteAddresses.VpcHost, OutPort);
        using var homeward = new UdpProbe(aws.Vpc, SiteAddresses.VpcHost, aws.Branch, SiteAddresses.BranchHost, BackPort);
        Wait("traffic flows both ways", FlowLimit, () => outward.IsFlowing && homeward.IsFlowing);

        TunnelView active = aws.Gateway.Tunnels().First(tunnel => tunnel.Active);
        AwsEndpoint victim = aws.EndpointOf(active.Name);
        AwsEndpoint? wayBack = aws.ReturnPath.Current;
        stage.Say($"  outbound through {active.Name} to {victim.Host}; the way back through {wayBack?.Host}; a datagram each way every 10 ms");
        stage.Say($"  {victim.Host} loses its power");
        long death = Stopwatch.GetTimestamp();
        victim.PowerOff();
        Wait($"{active.Name} is suspect", FlowLimit, () => aws.Gateway.Tunnel(active.Name).State != "up");
        Wait("traffic flows both ways again", FlowLimit, () => outward.IsFlowing && homeward.IsFlowing);
        TimeSpan gap = outward.Report(death).LongestSilence;
        stage.Say($"  outbound was gone for {gap.TotalMilliseconds:0} ms: the box found out, and moved");
        Check(gap < GapLimit, $"outbound was gone for {gap.TotalMilliseconds:0} ms, {GapLimit.TotalMilliseconds:0} at most are promised");
        stage.Say($"  the way back was silent for {homeward.Report(death).LongestSilence.TotalMilliseconds:0} ms: " + (wayBack == victim
            ? "the VPC's router saw its machine die, and moved; how soon AWS does is AWS's affair"
            : $"it ran through {wayBack?.Host}, which lives"));
        ShowTunnels();

        stage.Act("the endpoint is back");
        long back = Stopwatch.GetTimestamp();
        victim.PowerOn();
        Wait($"{active.Name} is up", FlowLimit, () => aws.Gateway.Tunnel(active.Name).IsUp);
        stage.Say($"  {active.Name} is up again {Stopwatch.GetElapsedTime(back).TotalMilliseconds:0} ms later");
        ShowTunnels();
    }

    private void LookAround()
    {
        string inside = $"nsenter --all --target \"$(pgrep -P \"$(pgrep -P {LabEntry.Holder} unshare)\")\"";
        stage.Act("KEEP: the laboratory stays up until Ctrl-C");
        stage.Print($"""
            {inside} ip netns list
            {inside} ip netns exec box {Checkout.Binary} show tunnels --control {aws.Gateway.ControlSocket}
            {inside} ip netns exec branch ping {SiteAddresses.VpcHost}
            {inside} ip netns exec internet tshark -n -i box
            """);
        stage.Interrupted.WaitHandle.WaitOne();
    }

    private void Reset()
    {
        stage.Act("the reset button is held for 6 s");
        string[] press = ["board", "press", ResetButton, "--for", "6s"];
        Task<CommandResult> finger = Task.Run(() => aws.Gateway.Culvert(press));
        Wait("the status LED says that the reset is armed", PressLimit, () => StatusPattern() == "blink-10hz");
        stage.Say("  after 5 s the status LED blinks ten times a second: letting go now resets the box");
        stage.Typed(aws.Box, finger.Result.OrThrow().CommandLine);
        long released = Stopwatch.GetTimestamp();
        Wait("the box has factory defaults", ResetLimit, () => aws.Gateway.Tunnels().Count == 0 && ConfigFiles().Length == 0 && StatusPattern() == "double");
        stage.Say($"  factory defaults {Stopwatch.GetElapsedTime(released).TotalMilliseconds:0} ms after it was let go");
        ShowTunnels();
        stage.Show(aws.Box, aws.Gateway.Culvert("show", "leds"));
        // The DELETE is on its way when the configuration has gone.
        SpinWait.SpinUntil(() => TunnelsLeft() == 0, GoodbyeLimit);
        int left = TunnelsLeft();
        stage.Say($"  configuration and secrets are gone; tunnels left at the endpoints: {left}");
        Check(left == 0, $"{left} endpoints still have a tunnel to a box that has been reset");
    }

    private string? StatusPattern() => aws.Gateway.Leds().FirstOrDefault(led => led.Name == StatusLed)?.Pattern;

    private string[] ConfigFiles() => Directory.GetFileSystemEntries(aws.Gateway.ConfigDirectory);

    private void End()
    {
        stage.Say();
        stage.Say("── SIGTERM");
        stage.Typed(aws.Box, "kill -TERM %1");
        long start = Stopwatch.GetTimestamp();
        aws.Gateway.Stop();
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        int code = aws.Gateway.Process!.ExitCode;
        stage.Say($"  left with exit {code} after {took.TotalMilliseconds:0} ms");
        Check(code == 0, $"culvert run ended with {code}");
        stage.Say();
        stage.Say("everything shown was checked, and held");
    }

    private int TunnelsLeft() => aws.Endpoints.Count(endpoint => endpoint.Gateway.IsAnyTunnelUp());

    private void ShowTunnels() => stage.Show(aws.Box, aws.Gateway.Culvert("show", "tunnels"));

    // What the demonstration says must be so: else it ends here, and not well.
    private static void Check(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidOperationException(otherwise);
    }

    private void Wait(string what, TimeSpan limit, Func<bool> condition)
    {
        Eventually.Until(what, limit, () => stage.Interrupted.IsCancellationRequested || condition(), () => aws.Gateway.Log);
        stage.Interrupted.ThrowIfCancellationRequested();
    }
}
