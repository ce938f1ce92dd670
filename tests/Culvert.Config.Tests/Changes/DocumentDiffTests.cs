namespace Culvert.Config.Tests.Changes;

public sealed class DocumentDiffTests
{
    private static string[] Diff(ConfigDocuments before, ConfigDocuments after) => [.. DocumentDiff.Compare(before, after).Select(change => change.ToString())];

    [Fact]
    public void Spacing_and_order_are_no_difference() => Assert.Empty(Diff(
        Samples.Documents("""{"system": {"hostName": "a"}, "interfaces": {"wan": {"device": "eth0", "address": "dhcp"}}}""", "{}"),
        Samples.Documents("""{ "interfaces": { "wan": { "address": "dhcp", "device": "eth0" } },  "system": { "hostName": "a" } }""", "")));

    [Fact]
    public void Added_removed_and_changed_values_are_told_by_their_path()
    {
        string after = Samples.Config
            .Replace("\"10.50.0.0/16\"", "\"10.50.0.0/16\", \"10.51.0.0/16\"", StringComparison.Ordinal)
            .Replace(", \"preference\": 90", "", StringComparison.Ordinal)
            .Replace("\"lifetime\": \"8h\"", "\"lifetime\": 28800", StringComparison.Ordinal)
            .Replace("\"start\": \"initiate\", \"remote\": { \"address\": \"3.34.222.44\" }", "\"start\": \"initiate\", \"remote\": { \"address\": \"3.34.222.44\", \"id\": \"@hub\" }", StringComparison.Ordinal);

        Assert.Equal(
            [
                "~ connections aws remoteNetworks 10.50.0.0/16 -> 10.50.0.0/16,10.51.0.0/16",
                "~ connections aws ike lifetime 8h -> 28800",
                "+ connections aws tunnels Tunnel1 remote id @hub",
                "- connections aws tunnels Tunnel2 preference 90",
            ],
            Diff(Samples.Documents(), Samples.Documents(after)));
    }

    [Fact]
    public void Secrets_are_told_to_have_changed_and_nothing_more()
    {
        string[] lines = Diff(Samples.Documents(), Samples.Documents(secrets: """{"connections": {"aws": {"preSharedKey": "new", "tunnels": {"Tunnel1": {"preSharedKey": "other"}}}}}"""));

        Assert.Equal(
            [
                "+ connections aws preSharedKey (secret)",
                "~ connections aws tunnels Tunnel1 preSharedKey (secret)",
                "- connections aws tunnels Tunnel2 preSharedKey (secret)",
            ],
            lines);
    }
}
