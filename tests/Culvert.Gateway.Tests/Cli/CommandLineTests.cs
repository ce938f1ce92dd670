using Culvert.Gateway.Cli;

namespace Culvert.Gateway.Tests.Cli;

public sealed class CommandLineTests
{
    private string _output = "";
    private string _error = "";

    [Theory]
    [InlineData("")]
    [InlineData("bogus")]
    [InlineData("show")]
    [InlineData("show nonsense")]
    [InlineData("show tunnels more")]
    [InlineData("show leds --test --timing")]
    [InlineData("show log 5 6")]
    [InlineData("show log --nonsense")]
    [InlineData("show interfaces --test")]
    [InlineData("tunnel up")]
    [InlineData("tunnel sideways Tunnel1")]
    [InlineData("import")]
    [InlineData("import f --ike 3")]
    [InlineData("import f --suite weak")]
    [InlineData("import f --suite 1")]
    [InlineData("import f --local 10.60.0.1/16")]
    [InlineData("import f --remote")]
    [InlineData("board")]
    [InlineData("board press reset")]
    [InlineData("board press --for 6s")]
    [InlineData("board press reset --for 6")]
    [InlineData("board press reset --for -1s")]
    [InlineData("board press reset --for 0s")]
    [InlineData("board press reset --for 2h")]
    [InlineData("board press reset --for 1e3s")]
    [InlineData("board press reset --for 99999999999s")]
    [InlineData("reset")]
    [InlineData("reset --yes")]
    [InlineData("reset --factory --config /nonexistent")]
    [InlineData("run --log-level loud")]
    [InlineData("run --log-level 2")]
    [InlineData("run extra")]
    [InlineData("run --config /etc/passwd")]
    [InlineData("import f --sute strong")]
    public void Wrong_usage_is_one_line_and_exit_2(string line)
    {
        Assert.Equal(2, Run(line));
        AssertOneErrorLine();
        Assert.Empty(_output);
    }

    [Theory]
    [InlineData("show tunnels --json --control /nonexistent/culvert.sock", "no gateway is running")]
    [InlineData("show log 5 --control /nonexistent/culvert.sock", "no gateway is running")]
    [InlineData("show config --commands --control /nonexistent/culvert.sock", "no gateway is running")]
    [InlineData("show leds --test --control /nonexistent/culvert.sock", "no gateway is running")]
    [InlineData("board press reset --for 0.5s --control /nonexistent/culvert.sock", "no gateway is running")]
    [InlineData("reset --factory --yes --config /nonexistent --control /nonexistent/culvert.sock", "there is nothing to reset")]
    [InlineData("tunnel restart Tunnel1 --control /nonexistent/culvert.sock", "no gateway is running")]
    [InlineData("import /nonexistent/ipsec.conf --config /nonexistent", "cannot read the file, /nonexistent/ipsec.conf")]
    [InlineData("import /proc/self/mem", "cannot read the file, /proc/self/mem")]
    public void What_cannot_be_done_is_one_line_and_exit_1(string line, string says)
    {
        Assert.Equal(1, Run(line));
        Assert.Contains(says, AssertOneErrorLine(), StringComparison.Ordinal);
        Assert.Empty(_output);
    }

    [Fact]
    public void Version_names_version_and_runtime()
    {
        Assert.Equal(0, Run("version"));
        Assert.Contains("0.1.0", _output, StringComparison.Ordinal);
        Assert.Contains(".NET 10", _output, StringComparison.Ordinal);
        Assert.Empty(_error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("import --help")]
    [InlineData("run -h")]
    public void Help_is_no_error(string line)
    {
        Assert.Equal(0, Run(line));
        Assert.Contains("Usage:", _output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_takes_nothing_is_one_line_and_exit_1()
    {
        using var full = new FullWriter();
        using var error = new StringWriter();
        Assert.Equal(1, CommandLine.Run(["version"], full, error));
        _error = error.ToString();
        Assert.Contains("No space left", AssertOneErrorLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_argument_cannot_write_to_the_terminal_by_the_error()
    {
        Assert.Equal(2, Run(["\u001b[2Jbogus\n"]));
        Assert.DoesNotContain('\u001b', _error);
        AssertOneErrorLine();
    }

    private int Run(string line) => Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private int Run(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exit = CommandLine.Run(arguments, output, error);
        (_output, _error) = (output.ToString(), error.ToString());
        return exit;
    }

    private string AssertOneErrorLine()
    {
        string line = Assert.Single(_error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("culvert: ", line, StringComparison.Ordinal);
        Assert.True(line.Split(", ").Length >= 3, $"what, where, what to do: {line}");
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        return line;
    }

    private sealed class FullWriter : StringWriter
    {
        public override void Write(string? value) => throw new IOException("No space left on device");
    }
}
