using Culvert.Console.Grammar;

namespace Culvert.Console.Tests.Grammar;

public sealed class CommandCompleterTests
{
    [Theory]
    [InlineData("sh", "ow ")]
    [InlineData("  show tun", "nels ")]
    [InlineData("show", " ")]
    [InlineData("show leds ", "")]
    [InlineData("show leds --te", "st ")]
    [InlineData("co", "m")]
    [InlineData("comp", "are ")]
    [InlineData("pa", "ssword ")]
    [InlineData("set con", "nections ")]
    [InlineData("set connections aws tun", "nels ")]
    [InlineData("delete connections aws i", "ke ")]
    [InlineData("help sh", "ow ")]
    [InlineData("reset ", "factory ")]
    [InlineData("tunnel re", "start ")]
    public void What_is_certain_is_typed(string line, string insert) => Assert.Equal(insert, CommandCompleter.Complete(line).Insert);

    [Theory]
    [InlineData("", "show", "commit", "exit")]
    [InlineData("com", "compare", "commit")]
    [InlineData("re", "reset", "reboot")]
    [InlineData("show leds ", "<Enter>", "--test", "--timing")]
    [InlineData("set connections aws ", "ike", "preSharedKey")]
    [InlineData("set connections ", "NAME")]
    [InlineData("set connections aws ike version ", "VALUE")]
    [InlineData("ping ", "ADDRESS")]
    [InlineData("commit ", "<Enter>")]
    public void Choices_are_listed(string line, params string[] words)
    {
        Completion completion = CommandCompleter.Complete(line);
        Assert.Equal("", completion.Insert);
        foreach (string word in words) Assert.Contains(completion.Choices, choice => choice.StartsWith($"  {word} ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("frob")]
    [InlineData("show nonsense ")]
    [InlineData("ping 1")]
    [InlineData("set system hostName 'a")]
    [InlineData("set connections aws preSharedKey ")]
    [InlineData("set connections aws preSharedKey i")]
    [InlineData("set connections aws tunnels Tunnel1 presharedkey s")]
    public void Where_nothing_can_be_said_nothing_is(string line) => Assert.Equal(Completion.None, CommandCompleter.Complete(line));
}
