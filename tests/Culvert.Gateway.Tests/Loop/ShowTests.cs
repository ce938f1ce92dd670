using System.Text.Json;
using Culvert.Gateway.ControlSocket;
using Culvert.Testing;

namespace Culvert.Gateway.Tests.Loop;

/// <summary>What a whole gateway with a tunnel shows, on a simulated machine.</summary>
public sealed class ShowTests
{
    [Fact]
    public void Connections_name_the_tunnel_with_the_traffic()
    {
        using BoxPair pair = new BoxPair().BringUp();
        JsonElement connection = Assert.Single(Rows(pair, "connections"));
        Assert.Equal("site", connection.GetProperty("name").GetString());
        Assert.Equal("Tunnel1", connection.GetProperty("active").GetString());
        Assert.Equal("up", connection.GetProperty("tunnels")[0].GetProperty("state").GetString());
        Assert.Equal("10.50.0.0/16", connection.GetProperty("remoteNetworks")[0].GetString());
    }

    [Fact]
    public void Each_SA_counts_for_itself_and_the_tunnel_counts_on_and_what_a_full_queue_cost_is_among_the_drops()
    {
        using BoxPair pair = new BoxPair().BringUp();
        Send(1);
        JsonElement before = Assert.Single(Rows(pair, "tunnels"));
        pair.RunUntil(() => Assert.Single(Rows(pair, "tunnels")).GetProperty("child").GetProperty("inSpi").GetString() != before.GetProperty("child").GetProperty("inSpi").GetString(), limitSeconds: 4000);
        Send(2);
        pair.Branch.Network.SendDrops["Tunnel1"] = 7;
        JsonElement tunnel = Assert.Single(Rows(pair, "tunnels"));
        JsonElement child = tunnel.GetProperty("child");
        Assert.Equal(3, child.GetProperty("packetsOut").GetInt64());
        JsonElement newest = Assert.Single(tunnel.GetProperty("children").EnumerateArray(), one => one.GetProperty("inSpi").GetString() == child.GetProperty("inSpi").GetString());
        Assert.Equal((2, 0), (newest.GetProperty("packetsOut").GetInt64(), newest.GetProperty("packetsIn").GetInt64()));
        Assert.Equal(7, tunnel.GetProperty("drops").GetProperty("queue").GetInt64());

        void Send(int packets)
        {
            for (int i = 0; i < packets; i++) pair.Branch.Tuns["Tunnel1"].Enqueue([.. new byte[10], .. InnerPacket.Udp(InnerPacket.Local4, InnerPacket.Remote4, [1])]);
            pair.RunFor(1);
        }
    }

    [Fact]
    public void Interfaces_have_their_roles_ours_first()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Branch.Network.AddLink("docker0");
        pair.Branch.Network.AddLink("lo", isLoopback: true);
        string[] told = [.. Rows(pair, "interfaces").Select(one => $"{one.GetProperty("name")} {one.GetProperty("role")} {one.GetProperty("state")}")];
        Assert.Equal(["wan wan up", "lan lan up", "Tunnel1 tunnel up", "docker0  up"], told);
        Assert.Equal("10.60.1.1/24", Rows(pair, "interfaces")[1].GetProperty("addresses")[0].GetString());
        pair.Branch.Network.TakeDown("lan");
        Assert.Equal("down", Rows(pair, "interfaces")[1].GetProperty("state").GetString());
    }

    [Fact]
    public void An_interface_that_the_configuration_names_and_that_is_not_there_is_missing()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.Branch.Write(BoxPair.BranchConfig.Replace("{ \"connections\"", "{ \"interfaces\": { \"lan\": { \"device\": \"eth9\" } }, \"connections\"", StringComparison.Ordinal), BoxPair.Secrets("Tunnel1"));
        Assert.Equal(0, pair.Branch.Ask("reload").Exit);
        JsonElement lan = Assert.Single(Rows(pair, "interfaces"), one => one.GetProperty("role").GetString() == "lan");
        Assert.Equal(("eth9", "missing"), (lan.GetProperty("name").GetString(), lan.GetProperty("state").GetString()));
    }

    [Fact]
    public void The_log_is_shown_as_far_as_asked_for()
    {
        using BoxPair pair = new BoxPair().BringUp();
        Assert.Equal(2, Rows(pair, "log", "2").Length);
        Assert.Contains(Rows(pair, "log", "1000"), line => line.GetProperty("text").GetString()!.Contains("now up", StringComparison.Ordinal));
        Assert.InRange(Rows(pair, "log").Length, 1, 20);
        foreach (string wrong in (string[])["0", "-1", "1001", "x", "", "99999999999999999999"])
        {
            ControlReply reply = pair.Branch.Ask("show", "log", wrong);
            Assert.Equal(1, reply.Exit);
            Assert.Contains("give one from 1 to 1000", reply.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_lamp_test_is_seen_in_the_answer_that_began_it()
    {
        using BoxPair pair = new BoxPair().BringUp();
        pair.RunFor(5);
        Assert.Contains(Rows(pair, "leds"), led => !led.GetProperty("lit").GetBoolean());
        Assert.All(Rows(pair, "leds", "--test"), led => Assert.True(led.GetProperty("lit").GetBoolean()));
        pair.RunFor(3);
        Assert.Contains(Rows(pair, "leds"), led => !led.GetProperty("lit").GetBoolean());
    }

    private static JsonElement[] Rows(BoxPair pair, params string[] topic)
    {
        ControlReply reply = pair.Branch.Ask(["show", .. topic]);
        Assert.Equal((0, ""), (reply.Exit, reply.Error));
        using JsonDocument document = JsonDocument.Parse(reply.Output);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
