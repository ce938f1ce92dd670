using Culvert.Config.Editing;

namespace Culvert.Config.Tests.Editing;

public sealed class ConfigEditorTests
{
    [Theory]
    [InlineData("connections aws ike lifetime 4h", "~ connections aws ike lifetime 8h -> 4h")]
    [InlineData("connections aws localNetworks 10.60.0.0/16,10.61.0.0/16", "~ connections aws localNetworks 10.60.0.0/16 -> 10.60.0.0/16,10.61.0.0/16")]
    [InlineData("connections aws tunnels Tunnel2 preference 80", "~ connections aws tunnels Tunnel2 preference 90 -> 80")]
    [InlineData("connections new tunnels T remote address 192.0.2.1", "+ connections new tunnels T remote address 192.0.2.1")]
    [InlineData("system hostName branch", "~ system hostName branch-seoul -> branch")]
    [InlineData("connections aws preSharedKey hanna", "+ connections aws preSharedKey (secret)")]
    [InlineData("connections aws tunnels Tunnel1 preSharedKey hanna", "~ connections aws tunnels Tunnel1 preSharedKey (secret)")]
    public void A_value_is_set_and_nothing_else(string words, string change) => Assert.Equal([change], Changes(Set(words)));

    [Theory]
    [InlineData("connections aws dpd delay", "- connections aws dpd delay 10s")]
    [InlineData("connections aws tunnels Tunnel2", "- connections aws tunnels Tunnel2 start initiate", "- connections aws tunnels Tunnel2 remote address 3.34.222.45", "- connections aws tunnels Tunnel2 preference 90", "- connections aws tunnels Tunnel2 preSharedKey (secret)")]
    [InlineData("connections aws tunnels Tunnel1 preSharedKey", "- connections aws tunnels Tunnel1 preSharedKey (secret)")]
    public void What_is_deleted_is_gone_from_both_documents(string words, params string[] changes) =>
        Assert.Equal(changes, Changes(ConfigEditor.Delete(Samples.Documents(), words.Split(' '))));

    [Theory]
    [InlineData("conections aws mode ecmp", "unknown key 'conections', at the top, did you mean 'connections'?")]
    [InlineData("connections aws ike versoin 1", "unknown key 'versoin', in connections aws ike, did you mean 'version'?")]
    [InlineData("connections aws tunnels Tunnel1 routing bgp", "unknown key 'routing', in connections aws tunnels Tunnel1, it belongs to the connection: its tunnels all lead to the same networks")]
    [InlineData("connections aws tunnels Tunnel1 preSharedKy x", "unknown key 'preSharedKy', in connections aws tunnels Tunnel1, did you mean 'preSharedKey'?")]
    [InlineData("connections aws ike version two", "version must be a whole number, set connections aws ike version, write digits only")]
    [InlineData("connections aws ike proposals ,", "proposals must be a list by comma, set connections aws ike proposals, name at least one, or delete the key for the default")]
    [InlineData("connections -aws mode ecmp", "'-aws' cannot be a name, in connections, use letters, digits, '-', '_' and '.', beginning with a letter or digit, at most 63")]
    [InlineData("connections a:b mode ecmp", "'a:b' cannot be a name, in connections, use letters, digits, '-', '_' and '.', beginning with a letter or digit, at most 63")]
    [InlineData("connections aws ike version", "the value is missing, set connections aws ike version, give it as the last word")]
    [InlineData("system hostName one two", "nothing stands below a value, in system hostName, leave 'one' out, and put a value of several words in quotes")]
    [InlineData("connections", "more keys are missing, in connections, go on with a name")]
    [InlineData("connections aws ike", "more keys are missing, in connections aws ike, go on with one of version, proposals, lifetime")]
    [InlineData("connections aws nonsense", "unknown key 'nonsense', in connections aws, known here: mode, localNetworks, remoteNetworks, routing, start, localSelectors, remoteSelectors, ike, esp, dpd, local, remote, tunnels, preSharedKey")]
    public void What_cannot_be_set_is_refused_in_one_line(string words, string problem)
    {
        EditResult result = Set(words);
        Assert.False(result.IsDone);
        Assert.Equal([problem], result.Problems);
    }

    [Theory]
    [InlineData("connections aws tunnels Tunnel3", "nothing is set there, in connections aws tunnels Tunnel3, see show config")]
    [InlineData("connections aws ike versoin", "unknown key 'versoin', in connections aws ike, did you mean 'version'?")]
    public void What_is_not_there_cannot_be_deleted(string words, string problem) =>
        Assert.Equal([problem], ConfigEditor.Delete(Samples.Documents(), words.Split(' ')).Problems);

    [Fact]
    public void Documents_that_cannot_be_read_are_not_overwritten()
    {
        EditResult result = ConfigEditor.Set(Samples.Documents(config: "{ \"system\": "), ["system", "hostName", "a"]);
        Assert.False(result.IsDone);
        Assert.Contains("this is not JSON", Assert.Single(result.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_value_that_may_be_a_secret_is_not_quoted()
    {
        string[] lines = [.. new[] { "connections aws tunnels Tunnel1 preSharedKey hunter2 more", "connections aws tunnels Tunnel1 preSharedKy hunter2" }.SelectMany(words => Set(words).Problems)];
        Assert.All(lines, line => Assert.DoesNotContain("hunter2", line, StringComparison.Ordinal));
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public void Every_key_of_the_schema_can_be_reached_and_is_told_of()
    {
        Assert.Equal(["system", "interfaces", "connections"], ConfigEditor.Below([], out _).Select(each => each.Key));
        Assert.Contains(("preSharedKey", "a text"), ConfigEditor.Below(["connections", "aws"], out _));
        Assert.Equal("VALUE", Assert.Single(ConfigEditor.Below(["system", "hostName"], out _)).Key);
        Assert.Empty(ConfigEditor.Below(["nonsense"], out string problem));
        Assert.Contains("nonsense", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_of_a_candidate_are_told_by_their_keys()
    {
        ConfigDocuments documents = Set("connections aws ike lifetime soon").Documents!;
        documents = ConfigEditor.Set(documents, ["connections", "aws", "tunnels", "Tunnel1", "remote", "address", "nowhere"]).Documents!;
        documents = ConfigEditor.Delete(documents, ["connections", "aws", "tunnels", "Tunnel2", "preSharedKey"]).Documents!;
        IReadOnlyList<string> problems = CandidateCheck.FindProblems(documents);
        Assert.Equal(3, problems.Count);
        Assert.Contains(problems, line => line.Contains("in connections aws ike lifetime", StringComparison.Ordinal));
        Assert.Contains(problems, line => line.Contains("in connections aws tunnels Tunnel1 remote address", StringComparison.Ordinal));
        Assert.Contains(problems, line => line.Contains("Tunnel2", StringComparison.Ordinal));
    }

    [Fact]
    public void The_commands_of_a_listing_make_the_same_configuration()
    {
        ConfigDocuments original = Samples.Documents();
        ConfigDocuments made = ConfigDocuments.Empty;
        foreach (string command in ConfigListing.ToCommands(original))
        {
            string[] words = command.Split(' ')[1..];
            bool isSecret = ConfigEditor.IsSecret(words);
            made = ConfigEditor.Set(made, isSecret ? [.. words, "hanna_" + words[3].ToLowerInvariant()] : words).Documents!;
        }

        Assert.Empty(DocumentDiff.Compare(original, made));
    }

    [Fact]
    public void No_listing_has_a_secret()
    {
        ConfigDocuments documents = Samples.Documents();
        string all = string.Join('\n', [.. ConfigListing.ToLines(documents), .. ConfigListing.ToCommands(documents), ConfigListing.ToJson(documents)]);
        Assert.DoesNotContain("hanna", all, StringComparison.Ordinal);
        Assert.Contains("connections aws tunnels Tunnel1 preSharedKey (secret)", all, StringComparison.Ordinal);
    }

    private static EditResult Set(string words) => ConfigEditor.Set(Samples.Documents(), words.Split(' '));

    private static IEnumerable<string> Changes(EditResult result) =>
        DocumentDiff.Compare(Samples.Documents(), result.Documents ?? throw new InvalidOperationException(string.Join('\n', result.Problems))).Select(change => change.ToString());
}
