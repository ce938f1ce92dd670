using Culvert.Config;
using Culvert.Core;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Loop;
using Culvert.Gateway.Tests.Logging;

namespace Culvert.Gateway.Tests.Loop;

public sealed class RawEspReportTests
{
    [Theory]
    [InlineData(EncapsulationMode.Udp, "level=info")]
    [InlineData(EncapsulationMode.Auto, "level=warn")]
    [InlineData(EncapsulationMode.Esp, "level=warn")]
    public void Missing_raw_sockets_are_a_warning_only_where_a_tunnel_may_want_them(EncapsulationMode mode, string level)
    {
        string line = Assert.Single(Report("raw sockets are not permitted", With(mode), With(mode)));
        Assert.Contains(level, line, StringComparison.Ordinal);
        Assert.Contains("raw sockets are not permitted; without it ESP goes in UDP only", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tunnel_that_comes_to_want_them_makes_it_a_warning() =>
        Assert.Equal(2, Report("raw sockets are not permitted", With(EncapsulationMode.Udp), With(EncapsulationMode.Esp)).Length);

    [Fact]
    public void Where_they_are_permitted_nothing_is_said() => Assert.Empty(Report(null, With(EncapsulationMode.Esp)));

    private static string[] Report(string? refusal, params GatewayConfig[] configs)
    {
        using var text = new WholeText();
        using var log = new Log(text, LogLevel.Trace, TimeProvider.System);
        var report = new RawEspReport(refusal, log);
        foreach (GatewayConfig config in configs) report.Look(config);
        return text.Of(log).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static GatewayConfig With(EncapsulationMode mode)
    {
        using var pair = new BoxPair();
        GatewayConfig config = ConfigLoader.Load(pair.Branch.Store.Read()).Config!;
        return config with { Connections = [.. config.Connections.Select(Changed)] };

        ConnectionConfig Changed(ConnectionConfig connection) =>
            connection with { Tunnels = [.. connection.Tunnels.Select(tunnel => tunnel with { Encapsulation = mode })] };
    }
}
