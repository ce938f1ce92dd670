using Culvert.Gateway.Cli;

namespace Culvert.Gateway.Tests.Cli;

public sealed class ConfigCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("culvert-test-").FullName;
    private string _output = "";
    private string _error = "";

    private string Config => Path.Combine(_folder, "etc");

    [Fact]
    public void One_shot_verbs_make_a_candidate_and_commit_it()
    {
        Assert.Equal(0, Run("set system hostName branch"));
        Assert.Equal(0, Run("set connections aws localNetworks 10.60.0.0/16,10.61.0.0/16"));
        Assert.Equal(0, Run("delete connections aws"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Config, "candidate.json")));
        Assert.False(File.Exists(Path.Combine(Config, "culvert.json")));
        Assert.Equal(0, Run("compare"));
        Assert.Equal("+ system hostName branch\n", _output);
        Assert.Equal(0, Run("compare --json"));
        Assert.Contains("\"hostName\"", _output, StringComparison.Ordinal);
        Assert.Equal(0, Run("commit"));
        Assert.Contains("branch", File.ReadAllText(Path.Combine(Config, "culvert.json")), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Config, "candidate.json")));
        Assert.Equal(0, Run("compare --json"));
        Assert.Equal("[]\n", _output);
    }

    [Fact]
    public void An_unknown_key_is_one_line_with_the_nearest_known_one()
    {
        Assert.Equal(1, Run("set conections aws mode ecmp"));
        Assert.Equal("culvert: unknown key 'conections', at the top, did you mean 'connections'?\n", _error);
        Assert.False(Directory.Exists(Config) && File.Exists(Path.Combine(Config, "candidate.json")));
    }

    [Fact]
    public void A_candidate_that_cannot_be_is_told_in_full_and_not_committed()
    {
        Run("set connections aws ike lifetime soon");
        Run("set connections aws tunnels Tunnel1 remote address nowhere");
        Assert.Equal(1, Run("commit"));
        Assert.True(_error.Split('\n').Length > 3);
        Assert.All(_error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("culvert: ", line, StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(Config, "culvert.json")));
        Assert.Equal(0, Run("discard"));
        Assert.Equal(0, Run("commit"));
        Assert.Equal("nothing to commit\n", _output);
    }

    [Fact]
    public void A_secret_on_the_command_line_is_refused_and_not_repeated()
    {
        Assert.Equal(1, Run("set connections aws preSharedKey hanna"));
        Assert.DoesNotContain("hanna", _error, StringComparison.Ordinal);
        Assert.Contains("standard input", _error, StringComparison.Ordinal);
        Assert.Equal(0, Run("compare"));
        Assert.Equal("no changes\n", _output);
    }

    [Theory]
    [InlineData("set connections aws preSharedKye hanna", 1)]
    [InlineData("set connections aws preSharedKey hanna two", 1)]
    [InlineData("set connections aws tunnels Tunnel1 preSharedKey=hanna", 1)]
    [InlineData("sett connections aws preSharedKey hanna", 2)]
    [InlineData("set connections aws preSharedKey hanna --nonsense", 2)]
    [InlineData("set connections aws preSharedKey --hanna", 2)]
    public void A_secret_is_not_repeated_whatever_else_is_wrong(string line, int exit)
    {
        Assert.Equal(exit, Run(line));
        Assert.DoesNotContain("hanna", _error + _output, StringComparison.Ordinal);
        Assert.Single(_error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("set")]
    [InlineData("delete")]
    [InlineData("commit now")]
    [InlineData("set system hostName a --nonsense")]
    public void Wrong_usage_is_exit_2(string line) => Assert.Equal(2, Run(line));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private int Run(string line)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exit = CommandLine.Run([.. line.Split(' '), "--config", Config, "--control", Path.Combine(_folder, "no.sock")], output, error);
        (_output, _error) = (output.ToString(), error.ToString());
        return exit;
    }
}
