using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>Button, lamp test and factory reset of the process itself, on the simulated board.</summary>
public sealed class FactoryResetTests
{
    // From 5 s on the status LED says that the reset is armed: long enough that somebody who is late sees it.
    private const string LongPress = "9s";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_button_held_for_more_than_5_s_arms_says_goodbye_and_leaves_factory_defaults()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        Task<CommandResult> finger = Task.Run(() => pair.Box.Culvert("board", "press", "reset", "--for", LongPress));

        Eventually.Until("the reset is armed", Limit, () => Status(pair) == "blink-10hz", () => pair.Box.Log);

        Assert.Equal(0, (await finger).ExitCode);
        Eventually.Until(
            "the box has factory defaults", Limit,
            () => Left(pair).Length == 0 && !File.Exists(pair.Box.ConfigDirectory + ".reset") && Status(pair) == "double", () => pair.Box.Log);
        Assert.Empty(pair.Box.Tunnels());
        Eventually.Until("the peer was told", Limit, () => !pair.Peer.IsAnyTunnelUp(), () => pair.Peer.Log);
        // Nothing stands guard for networks that nobody has configured any more.
        Eventually.Until("the guards are gone", Limit, () => !pair.Site.Box.Run("ip", "route").Output.Contains("unreachable", StringComparison.Ordinal), pair.Describe);
    }

    [Theory]
    [InlineData("0.5s")]
    [InlineData("3s")]
    public void A_shorter_press_changes_nothing(string time)
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        string[] files = Left(pair);
        Assert.Equal(0, pair.Box.Culvert("board", "press", "reset", "--for", time).ExitCode);
        pair.Box.Process!.WaitFor(time == "3s" ? "too short for a reset" : "lamp test", Limit);
        Assert.Equal(files, Left(pair));
        Assert.True(pair.Box.IsAnyTunnelUp());
    }

    [Fact]
    public void A_button_that_the_configuration_disables_does_nothing()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        string file = Path.Combine(pair.Box.ConfigDirectory, "culvert.json");
        string config = File.ReadAllText(file);
        int brace = config.IndexOf('{', StringComparison.Ordinal) + 1;
        File.WriteAllText(file, config.Insert(brace, "\"system\": { \"resetButton\": \"disabled\" },"));
        pair.Connect();
        Assert.Equal(0, pair.Box.Culvert("board", "press", "reset", "--for", LongPress).ExitCode);
        pair.Box.Process!.WaitFor("disables it", Limit);
        Assert.True(pair.Box.IsAnyTunnelUp());
    }

    [Fact]
    public void All_LEDs_are_lit_for_a_lamp_test_and_mean_what_they_meant()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        Eventually.Until("the lamp test of the start is over", Limit, () => pair.Box.Leds().Any(led => !led.Lit), () => pair.Box.Log);
        IReadOnlyList<LedView> leds = [];
        Eventually.Until("a lamp test is seen", Limit, () =>
        {
            // It takes 2 s, of which a busy machine may leave nothing to see.
            Assert.Equal(0, pair.Box.Culvert("show", "leds", "--test").ExitCode);
            leds = pair.Box.Leds();
            return leds.Count > 0 && leds.All(led => led.Lit);
        }, () => pair.Box.Log);
        Assert.Equal("off", leds[^1].Pattern);
        Eventually.Until("it is over", Limit, () => pair.Box.Leds() is [.., { Lit: false }], () => pair.Box.Log);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_command_line_resets_with_a_running_gateway_and_without(bool isRunning)
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        if (!isRunning) pair.Box.Stop();

        CommandResult unsure = Reset(pair);
        Assert.Equal(2, unsure.ExitCode);
        Assert.Single(unsure.Error.TrimEnd('\n').Split('\n'));
        Assert.NotEmpty(Left(pair));

        CommandResult sure = Reset(pair, "--yes");
        Assert.True(sure.ExitCode == 0, sure.Error);
        Assert.Empty(Left(pair));
        Assert.False(File.Exists(pair.Box.ConfigDirectory + ".reset"));
        Assert.Empty(pair.Box.Tunnels());
    }

    [Fact]
    public void A_reset_that_was_cut_short_is_ended_by_the_next_start()
    {
        using var pair = new CulvertPair(SiteAddresses.VpcNetwork);
        pair.Connect();
        pair.Box.Kill();
        File.WriteAllText(pair.Box.ConfigDirectory + ".reset", "");
        // What is left of a configuration must not be read: this one would end the start.
        File.WriteAllText(Path.Combine(pair.Box.ConfigDirectory, "culvert.json"), "{");
        pair.Box.Start();
        Assert.Empty(Left(pair));
        Assert.Empty(pair.Box.Tunnels());
        pair.Box.Process!.WaitFor("cut short", Limit);
        Assert.False(File.Exists(pair.Box.ConfigDirectory + ".reset"));
    }

    private static CommandResult Reset(CulvertPair pair, params string[] words) =>
        pair.Box.Culvert(["reset", "--factory", .. words, "--config", pair.Box.ConfigDirectory]);

    private static string[] Left(CulvertPair pair) => Directory.GetFileSystemEntries(pair.Box.ConfigDirectory);

    private static string? Status(CulvertPair pair) => pair.Box.Leds().FirstOrDefault(led => led.Name == "status")?.Pattern;
}
