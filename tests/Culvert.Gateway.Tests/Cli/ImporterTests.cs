using Culvert.Config.Import;
using Culvert.Core;
using Culvert.Gateway.Cli;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.Tests.Cli;

public sealed class ImporterTests : IDisposable
{
    private const string Secret = "hanna_tunnel1";
    private const string Conf = """
        conn Tunnel1
             authby=secret
             auto=start
             left=%defaultroute
             leftid=52.42.3.179
             right=3.34.222.44
             type=tunnel
             ikelifetime=8h
             keylife=1h
             phase2alg=aes128-sha1;modp1024
             ike=aes128-sha1;modp1024
             auth=esp
             keyingtries=%forever
             keyexchange=ike
             leftsubnet=<LOCAL NETWORK>
             rightsubnet=<REMOTE NETWORK>
             dpddelay=10
             dpdtimeout=30
             dpdaction=restart_by_peer

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("culvert-test-").FullName;
    private readonly FakeTerminal _terminal = new();
    private string _output = "";
    private string _error = "";

    private string Config => Path.Combine(_folder, "etc");

    private string Control => Path.Combine(_folder, "culvert.sock");

    [Fact]
    public void Sample_file_is_committed_without_a_gateway()
    {
        Assert.Equal(0, Import(WithNetworks()));
        Assert.Contains("3.34.222.44", File.ReadAllText(Path.Combine(Config, "culvert.json")), StringComparison.Ordinal);
        Assert.Contains(Secret, File.ReadAllText(Path.Combine(Config, "secrets.json")), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, File.ReadAllText(Path.Combine(Config, "culvert.json")), StringComparison.Ordinal);
        Assert.Empty(_error);
    }

    [Fact]
    public void Changes_that_are_not_committed_are_named_before_anything_is_asked_or_lost()
    {
        Import(WithNetworks());
        var verbs = new ConfigVerbs(new LinuxStorage(), new ConfigStore(new LinuxStorage(), Config), _ => null);
        verbs.Set(["connections", "aws", "dpd", "delay", "5s"]);
        string before = File.ReadAllText(Path.Combine(Config, "culvert.json"));
        Assert.Equal(0, Import(WithNetworks()));
        Assert.Equal(0, Import(WithNetworks() with { Options = WithNetworks().Options with { Suite = SuiteChoice.Strong }, DryRun = true }));

        UserException refusal = Assert.Throws<UserException>(() => Import(WithNetworks() with { Options = WithNetworks().Options with { Suite = SuiteChoice.Strong } }));
        Assert.Equal($"there are changes that are not committed, {Config}, see them with compare, then commit or discard them and import again", refusal.Message);
        Assert.Equal(before, File.ReadAllText(Path.Combine(Config, "culvert.json")));
        Assert.True(verbs.Commit().IsDone);
        Assert.Equal(0, Import(WithNetworks() with { Options = WithNetworks().Options with { Suite = SuiteChoice.Strong } }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_secret_is_printed(bool json)
    {
        Assert.Equal(0, Import(WithNetworks() with { Json = json }));
        Assert.DoesNotContain(Secret, _output + _error, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_file_again_writes_nothing()
    {
        Import(WithNetworks());
        DateTime before = File.GetLastWriteTimeUtc(Path.Combine(Config, "culvert.json"));
        Assert.Equal(0, Import(WithNetworks()));
        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(Config, "culvert.json")));
    }

    [Fact]
    public void Dry_run_commits_nothing()
    {
        Assert.Equal(0, Import(WithNetworks() with { DryRun = true }));
        Assert.False(Directory.Exists(Config));
        Assert.Contains("Tunnel1", _output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_terminal_every_missing_value_is_named_and_nothing_committed()
    {
        ImportRequest request = Request() with { SecretFiles = [] };
        Assert.Equal(1, Import(request));
        string[] lines = _error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.StartsWith("culvert: ", line, StringComparison.Ordinal));
        foreach (string option in (string[])["--local", "--remote", "--secrets"]) Assert.Contains(lines, line => line.Contains(option, StringComparison.Ordinal));
        Assert.False(Directory.Exists(Config));
    }

    [Fact]
    public void On_a_terminal_missing_values_are_asked_for()
    {
        _terminal.Answers = new Queue<string?>(["10.60.0.1/16", "10.60.0.0/16", "10.50.0.0/16 10.51.0.0/16", Secret]);
        Assert.Equal(0, Import(Request() with { SecretFiles = [] }));
        Assert.Contains("10.51.0.0/16", File.ReadAllText(Path.Combine(Config, "culvert.json")), StringComparison.Ordinal);
        Assert.Contains(Secret, File.ReadAllText(Path.Combine(Config, "secrets.json")), StringComparison.Ordinal);
        Assert.Equal([false, false, false, true], _terminal.AskedForSecret);
    }

    [Fact]
    public void A_person_who_gives_up_commits_nothing()
    {
        _terminal.Answers = new Queue<string?>(["10.60.0.0/16", null]);
        Assert.Equal(1, Import(Request()));
        Assert.False(Directory.Exists(Config));
    }

    [Fact]
    public void A_running_gateway_is_told_after_the_commit_and_before_the_return()
    {
        bool committedFirst = false;
        Assert.Equal(0, ImportBeside(request =>
        {
            committedFirst = request is { Words: ["reload"], Config: { } directory } && File.Exists(Path.Combine(directory, "culvert.json"));
            return ControlReply.Done();
        }));
        Assert.True(committedFirst);
    }

    [Fact]
    public void A_gateway_that_refuses_is_an_error_though_the_files_are_there()
    {
        Assert.Equal(1, ImportBeside(_ => ControlReply.Failed("no TUN device, /dev/net/tun, load the module tun")));
        Assert.Contains("no TUN device", _error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Config, "culvert.json")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private int ImportBeside(Func<ControlRequest, ControlReply> execute)
    {
        using var server = new ControlServer(Control);
        var poll = new PollSet();
        Task<int> import = Task.Run(() => Import(WithNetworks()));
        while (!import.IsCompleted)
        {
            poll.Clear();
            server.Watch(poll);
            poll.Wait(TimeSpan.FromMilliseconds(5));
            server.Serve(poll, Instant.Zero, execute);
        }

        return import.Result;
    }

    private ImportRequest WithNetworks() => Request() with
    {
        Options = new ImportOptions { LocalNetworks = [IpPrefix.Parse("10.60.0.0/16")], RemoteNetworks = [IpPrefix.Parse("10.50.0.0/16")] },
    };

    private ImportRequest Request() => new(
        [Write("aws.conf", Conf)],
        [Write("aws.secrets", $"52.42.3.179 3.34.222.44: PSK \"{Secret}\"\n")],
        new ImportOptions(),
        Config,
        Control,
        DryRun: false,
        Json: false);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private int Import(ImportRequest request)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exit = new Importer(output, error, _terminal).Run(request);
        (_output, _error) = (output.ToString(), error.ToString());
        return exit;
    }

    private sealed class FakeTerminal : ITerminal
    {
        public Queue<string?>? Answers { get; set; }

        public List<bool> AskedForSecret { get; } = [];

        public bool IsInteractive => Answers is not null;

        public string? Ask(string question, bool isSecret)
        {
            AskedForSecret.Add(isSecret);
            return Answers!.Dequeue();
        }
    }
}
