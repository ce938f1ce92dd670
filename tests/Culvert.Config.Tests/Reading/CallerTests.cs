namespace Culvert.Config.Tests.Reading;

/// <summary>Tunnels whose peers may call from anywhere.</summary>
public sealed class CallerTests
{
    [Fact]
    public void Callers_that_differ_in_identity_are_told_apart() => Assert.Empty(Load(Spoke("a", "@a") + "," + Spoke("b", "@b")).Problems);

    [Theory]
    [InlineData("@a", "", "'a' is already the caller of 'a'")]
    [InlineData("@b", "\"ike\": { \"proposals\": [\"aes256-sha256-modp2048\"] },", "'b' and 'a' take callers from anywhere with different IKE suites")]
    [InlineData("@b", "\"esp\": { \"encapsulation\": \"auto\" },", "'b' and 'a' take callers from anywhere with different encapsulation")]
    public void What_cannot_be_told_apart_before_the_caller_has_a_name_must_be_the_same(string id, string setting, string what) =>
        Assert.Equal(what, Assert.Single(Load(Spoke("a", "@a") + "," + Spoke("b", id, setting)).Problems).What);

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("128.0.0.0/1")]
    public void The_way_to_a_caller_must_stay_outside_of_every_tunnel(string network)
    {
        string hub = $$"""
            "hub": { "localNetworks": ["10.1.0.0/16"], "remoteNetworks": ["{{network}}"], "tunnels": { "h": { "remote": { "address": "192.0.2.1" } } } }
            """;

        ConfigProblem problem = Assert.Single(Load(Spoke("a", "@a") + "," + hub).Problems);
        Assert.Equal("everything is routed into connection 'hub', and 'a' takes callers from anywhere", problem.What);
    }

    private static string Spoke(string name, string id, string setting = "") => $$"""
        "{{name}}-net": { "localNetworks": ["10.1.0.0/16"], "remoteNetworks": ["10.2.0.0/16"], {{setting}} "start": "respond",
          "tunnels": { "{{name}}": { "remote": { "address": "%any", "id": "{{id}}" } } } }
        """;

    private static ConfigResult Load(string connections)
    {
        string config = $$"""{ "connections": { {{connections}} } }""";
        string[] names = [.. new[] { "a-net", "b-net", "hub" }.Where(name => config.Contains($"\"{name}\"", StringComparison.Ordinal))];
        return Samples.Load(config, $$"""{ "connections": { {{string.Join(",", names.Select(name => $"\"{name}\": {{ \"preSharedKey\": \"k\" }}"))}} } }""");
    }
}
