using Culvert.Console.Grammar;

namespace Culvert.Console.Tests.Grammar;

public sealed class CommandParserTests
{
    [Theory]
    [InlineData("show tunnels", "AskGateway")]
    [InlineData("show config", "ShowConfig")]
    [InlineData("show config --commands", "ShowConfig")]
    [InlineData("show connections", "AskGateway")]
    [InlineData("show interfaces", "AskGateway")]
    [InlineData("show leds --test", "AskGateway")]
    [InlineData("show leds --timing", "AskGateway")]
    [InlineData("show log", "AskGateway")]
    [InlineData("show log 50", "AskGateway", "50")]
    [InlineData("set connections aws mode ecmp", "Set", "connections", "aws", "mode", "ecmp")]
    [InlineData("delete connections aws", "Delete", "connections", "aws")]
    [InlineData("tunnel restart Tunnel1", "AskGateway", "Tunnel1")]
    [InlineData("ping 10.50.0.1", "Ping", "10.50.0.1")]
    [InlineData("reset factory", "ResetFactory")]
    [InlineData("password", "ChangePassword")]
    [InlineData("import", "Import")]
    [InlineData("import strong", "Import")]
    public void Commands_are_found(string line, string verb, params string[] arguments)
    {
        ParsedCommand command = CommandParser.Parse(line.Split(' '));
        Assert.Equal((verb, ""), (command.Verb.ToString(), command.Problem));
        Assert.Equal(arguments, command.Arguments);
    }

    [Theory]
    [InlineData("shwo tunnels", "unknown command 'shwo', in 'shwo tunnels', did you mean 'show'?")]
    [InlineData("frobnicate", "unknown command 'frobnicate', in 'frobnicate', 'help' lists the commands")]
    [InlineData("show tunels", "unknown word 'tunels', in 'show tunels', did you mean 'tunnels'?")]
    [InlineData("show", "more words are missing, in 'show', go on with one of tunnels, connections, routes, interfaces, leds, config, log, version")]
    [InlineData("show leds --tset", "unknown word '--tset', in 'show leds --tset', did you mean '--test'?")]
    [InlineData("show leds --test --timing", "a word too many, in 'show leds --test --timing', leave '--timing' out")]
    [InlineData("show log 5 6", "a word too many, in 'show log 5 6', leave '6' out")]
    [InlineData("ping", "more words are missing, in 'ping', go on with ADDRESS")]
    [InlineData("set", "more words are missing, in 'set', go on with PATH VALUE")]
    [InlineData("commit now", "a word too many, in 'commit now', leave 'now' out")]
    [InlineData("ping a b", "a word too many, in 'ping a b', leave 'b' out")]
    public void What_is_no_command_is_told_in_one_line(string line, string problem) => Assert.Equal(problem, CommandParser.Parse(line.Split(' ')).Problem);

    [Fact]
    public void Help_tells_what_may_follow()
    {
        Assert.Contains(CommandParser.Help([]), line => line.Contains("commit", StringComparison.Ordinal));
        Assert.Contains(CommandParser.Help(["tunnel", "up"]), line => line.Contains("NAME", StringComparison.Ordinal));
        Assert.Contains(CommandParser.Help(["show", "config"]), line => line.Contains("<Enter>", StringComparison.Ordinal));
        Assert.Contains(CommandParser.Help(["set"]), line => line.Contains("connections", StringComparison.Ordinal));
        Assert.Contains(CommandParser.Help(["set", "connections", "aws", "ike"]), line => line.Contains("lifetime", StringComparison.Ordinal));
        Assert.Contains("did you mean", Assert.Single(CommandParser.Help(["set", "conections"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_has_a_word_of_help_and_leads_somewhere() => CheckAll(ConsoleGrammar.Root.Children);

    [Theory]
    [InlineData("a  b", "a|b")]
    [InlineData("  ", "")]
    [InlineData("a 'b c' \"d \\\"e\\\"\"", "a|b c|d \"e\"")]
    [InlineData("a ''", "a|")]
    [InlineData("a'b'c", "abc")]
    [InlineData("a 'b", null)]
    public void Lines_are_split_into_words(string line, string? words) =>
        Assert.Equal(words, WordSplitter.Split(line) is { } split ? string.Join('|', split) : null);

    private static void CheckAll(IEnumerable<CommandNode> nodes)
    {
        foreach (CommandNode node in nodes)
        {
            Assert.NotEmpty(node.Help);
            Assert.True(node.Verb != CommandVerb.None || node.Children.Count > 0, node.Word);
            CheckAll(node.Children);
        }
    }
}
