using Culvert.Control;

namespace Culvert.Console.Tests;

public sealed class TextTests
{
    [Fact]
    public void Tunnels_are_a_summary_and_then_details()
    {
        const string Expected =
            """
            TUNNEL   CONNECTION  STATE       FOR        PEER         TRAFFIC  OUT      IN       REASON
            Tunnel1  aws         up          12 s       3.34.222.44  active   1.23 kB  45.6 MB  -
            Tunnel2  aws         connecting  5 min 2 s  3.34.222.45  -        0 B      0 B      no-answer

            Tunnel1
              state    up, carries the traffic, since 2026-11-22T19:05:00Z
              warning  weak-suite: IKE suite aes128-sha1-modp1024: weak "indeed"
              local    10.60.0.134 port 4500, id 52.42.3.179
              remote   3.34.222.44 port 4500, id 3.34.222.44
              device   Tunnel1, MTU 1422
              ike      IKEv2 initiator, aes128-sha1-modp1024, NAT local, SPIs 0123456789abcdef fedcba9876543210, established 12 s ago, rekey in 6 h 11 min
              child    10.60.0.0/16 <-> 10.50.0.0/16, aes128-sha1, PFS none, over udp, SPIs in c0ffee01 out 0000beef, rekey in 46 min 19 s
              child    10.60.0.0/16 <-> 10.50.0.0/16, aes128-sha1, PFS modp1024, over udp, SPIs in c0ffee02 out 0000beef, rekey in 46 min 19 s
              traffic  out 12 packets 1.23 kB, in 10 packets 45.6 MB, last in 1 s ago
              drops    replay 3, selector 1

            Tunnel2
              state    connecting, since 2026-11-22T19:00:10Z
              reason   peer 3.34.222.45 answers nothing on UDP 500 or 4500 (8 tries in 31 s)
              local    unknown port 500, id unknown
              remote   3.34.222.45 port 500, id 3.34.222.45
              device   Tunnel2, MTU 1422
              traffic  out 0 packets 0 B, in 0 packets 0 B, last in never

            """;
        Assert.Equal(Expected, TunnelsText.Render([Samples.Up, Samples.Down], Samples.Now, Samples.Wall));
    }

    [Fact]
    public void No_tunnels_say_how_to_begin() =>
        Assert.Equal("no tunnels are configured; begin with import\n", TunnelsText.Render([], Samples.Now, Samples.Wall));

    [Fact]
    public void Leds_are_a_bar_and_what_they_mean()
    {
        const string Expected =
            """
            [ ● status  ● tunnel1  ○ tunnel2 ]

            LED      PATTERN    TUNNELS           MEANING
            status   heartbeat  -                 healthy
            tunnel1  traffic    Tunnel1, Tunnel3  up, traffic flows
            tunnel2  blink-1hz  Tunnel2           connecting

            """;
        Assert.Equal(Expected, LedsText.Render(Samples.Leds, colour: false));
    }

    [Fact]
    public void The_bar_says_the_same_with_and_without_colour()
    {
        string plain = LedBar.Render(Samples.Leds, colour: false);
        string coloured = LedBar.Render(Samples.Leds, colour: true);
        Assert.Contains("\e[1;32m●\e[0m status", coloured, StringComparison.Ordinal);
        Assert.Contains("\e[2m○\e[0m tunnel2", coloured, StringComparison.Ordinal);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9;]*m", ""));
        Assert.DoesNotContain('\n', coloured);
    }

    [Fact]
    public void Led_json_is_the_contract() => Assert.Equal(
        """[{"name":"status","tunnels":[],"pattern":"heartbeat","lit":true,"colour":"green"},{"name":"tunnel1","tunnels":["Tunnel1","Tunnel3"],"pattern":"traffic","lit":true,"colour":"green"},{"name":"tunnel2","tunnels":["Tunnel2"],"pattern":"blink-1hz","lit":false,"colour":"green"}]""",
        Compact(LedsJson.Render(Samples.Leds)));

    [Fact]
    public void Routes_name_the_tunnel_behind_the_device()
    {
        const string Expected =
            """
            PREFIX        TO                         DEVICE           METRIC
            10.50.0.0/16  tunnel a-very-long-tunnel  a-very-lon-1a2b  10
            10.50.0.0/16  unreachable (guard)        -                last

            """;
        Assert.Equal(Expected, RoutesText.Render(Samples.Plan));
        Assert.Equal("no remote networks are configured\n", RoutesText.Render(NetworkPlan.Empty));
    }

    [Fact]
    public void Routes_json_tells_tunnels_from_guards() => Assert.Equal(
        """[{"prefix":"10.50.0.0/16","kind":"tunnel","tunnel":"a-very-long-tunnel","device":"a-very-lon-1a2b","metric":10},{"prefix":"10.50.0.0/16","kind":"guard","tunnel":null,"device":null,"metric":null}]""",
        Compact(RoutesJson.Render(Samples.Plan)));

    [Fact]
    public void Connections_are_a_line_each()
    {
        const string Expected =
            """
            CONNECTION  TUNNELS UP  TRAFFIC  LOCAL         REMOTE
            aws         1 of 2      Tunnel1  10.60.0.0/16  10.50.0.0/16, fd00::/8

            """;
        Assert.Equal(Expected, ConnectionsText.Render([Samples.Connection]));
        Assert.Equal("no connections are configured; begin with import\n", ConnectionsText.Render([]));
    }

    [Fact]
    public void Connection_json_is_the_contract() => Assert.Equal(
        """[{"name":"aws","mode":"active-standby","routing":"static","localNetworks":["10.60.0.0/16"],"remoteNetworks":["10.50.0.0/16","fd00::/8"],"active":"Tunnel1","tunnels":[{"name":"Tunnel1","state":"up"},{"name":"Tunnel2","state":"connecting"}]}]""",
        Compact(ConnectionsJson.Render([Samples.Connection])));

    [Fact]
    public void Interfaces_are_a_line_each_and_what_is_missing_is_said()
    {
        const string Expected =
            """
            INTERFACE  ROLE            STATE    MTU   ADDRESSES                     FROM
            eth0       wan             up       1500  192.0.2.1/24, 2001:db8::1/64  dhcp
            eth9       lan             missing  -     -                             static
            Tunnel1    tunnel Tunnel1  down     1422  -                             -
            docker0    -               up       1500  172.17.0.1/16                 -
            eth0: dhcp from 192.0.2.254, lease 3 h 0 min, 2 h 10 min left; gateway 192.0.2.254; name servers 9.9.9.9
            the board's LAN port (driver x) is missing

            """;
        Assert.Equal(Expected, InterfacesText.Render(Samples.Interfaces, ["the board's LAN port (driver x) is missing"]));
    }

    [Fact]
    public void Interface_json_is_the_contract() => Assert.Equal(
        """[{"name":"eth0","role":"wan","tunnel":null,"state":"up","mtu":1500,"addresses":["192.0.2.1/24","2001:db8::1/64"],"source":{"kind":"dhcp","server":"192.0.2.254","leaseSeconds":10800,"leftSeconds":7800,"gateway":"192.0.2.254","nameServers":["9.9.9.9"],"timeServers":[]}},{"name":"eth9","role":"lan","tunnel":null,"state":"missing","mtu":null,"addresses":[],"source":{"kind":"static","server":null,"leaseSeconds":null,"leftSeconds":null,"gateway":null,"nameServers":[],"timeServers":[]}},{"name":"Tunnel1","role":"tunnel","tunnel":"Tunnel1","state":"down","mtu":1422,"addresses":[],"source":null},{"name":"docker0","role":null,"tunnel":null,"state":"up","mtu":1500,"addresses":["172.17.0.1/16"],"source":null}]""",
        Compact(InterfacesJson.Render(Samples.Interfaces)));

    [Fact]
    public void The_log_is_aligned_and_names_the_tunnel()
    {
        const string Expected =
            """
            TIME (UTC)      LEVEL    AREA     TEXT
            11-22 19:05:00  info     control  Tunnel1: connecting for 0.2 s, now up
            11-22 19:05:01  warning  board    no watchdog

            """;
        Assert.Equal(Expected, LoggedText.Render(Samples.Logged));
        Assert.Equal(
            """[{"time":"2026-11-22T19:05:00.250Z","level":"info","area":"control","tunnel":"Tunnel1","text":"connecting for 0.2 s, now up"},{"time":"2026-11-22T19:05:01.250Z","level":"warning","area":"board","tunnel":null,"text":"no watchdog"}]""",
            Compact(LoggedJson.Render(Samples.Logged)));
    }

    [Fact]
    public void Version_is_one_line()
    {
        var version = new VersionInfo("0.1.0", "abcdef123456", ".NET 10.0.0 NativeAOT linux-x64");
        Assert.Equal("culvert 0.1.0 (abcdef123456), .NET 10.0.0 NativeAOT linux-x64\n", VersionText.Render(version));
        Assert.Equal("""{"version":"0.1.0","commit":null,"runtime":"r"}""", Compact(VersionText.RenderJson(new VersionInfo("0.1.0", null, "r"))));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.00 kB")]
    [InlineData(9994, "9.99 kB")]
    [InlineData(9996, "10.0 kB")]
    [InlineData(999_400, "999 kB")]
    [InlineData(999_600, "1.00 MB")]
    [InlineData(long.MaxValue, "9223 PB")]
    public void Bytes_have_three_digits(long bytes, string text) => Assert.Equal(text, Rendering.Bytes(bytes));

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(60, "1 min 0 s")]
    [InlineData(3599, "59 min 59 s")]
    [InlineData(3600, "1 h 0 min")]
    [InlineData(90_000, "1 d 1 h")]
    public void Durations_have_two_units(double seconds, string text) => Assert.Equal(text, Rendering.Duration(TimeSpan.FromSeconds(seconds)));

    private static string Compact(string json) => json.Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal)
        .Replace("\": ", "\":", StringComparison.Ordinal);
}
