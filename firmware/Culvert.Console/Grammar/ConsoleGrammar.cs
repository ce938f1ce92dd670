namespace Culvert.Console.Grammar;

/// <summary>Every command of the console; what follows "show" is also the command line's.</summary>
public static class ConsoleGrammar
{
    public static CommandNode Root { get; } = new("", "")
    {
        Children =
        [
            new CommandNode("show", "state of the box")
            {
                Children =
                [
                    Ask("tunnels", "each tunnel: state, reason, associations, traffic, drops"),
                    Ask("connections", "each connection: tunnels, which of them has the traffic, networks"),
                    Ask("routes", "routes into tunnels and the guards behind them"),
                    Ask("interfaces", "network devices: role, state, addresses"),
                    Ask("leds", "what each LED shows") with
                    {
                        Children = [Ask("--test", "light every LED for a moment first"), Ask("--timing", "how late the LEDs have changed since the start")],
                    },
                    new CommandNode("config", "the committed configuration, without its secrets")
                    {
                        Verb = CommandVerb.ShowConfig,
                        Children = [new CommandNode("--commands", "as the commands that make it") { Verb = CommandVerb.ShowConfig }],
                    },
                    Ask("log", "the last lines that the gateway logged, 20 of them") with
                    {
                        Children = [new CommandNode("LINES", "so many lines") { Parameter = ParameterKind.Word, Verb = CommandVerb.AskGateway }],
                    },
                    Ask("version", "version of the running gateway"),
                ],
            },
            new CommandNode("import", "paste a file that a peer gave, end with Ctrl-D")
            {
                Verb = CommandVerb.Import,
                Children = [new CommandNode("strong", "offer one strong suite, whatever the file says") { Verb = CommandVerb.Import }],
            },
            new CommandNode("set", "set a value of the candidate; nothing applies until commit") { Children = [Path("PATH VALUE", CommandVerb.Set)] },
            new CommandNode("delete", "remove a value, or all below keys, from the candidate") { Children = [Path("PATH", CommandVerb.Delete)] },
            new CommandNode("compare", "show what the candidate changes") { Verb = CommandVerb.Compare },
            new CommandNode("commit", "validate the candidate and make it the configuration") { Verb = CommandVerb.Commit },
            new CommandNode("discard", "forget the candidate") { Verb = CommandVerb.Discard },
            new CommandNode("tunnel", "take a tunnel up or down")
            {
                Children =
                [
                    Order("up", "let the tunnel work again"),
                    Order("down", "delete its associations at the peer and keep it down"),
                    Order("restart", "delete its associations at the peer and negotiate anew"),
                ],
            },
            new CommandNode("ping", "send four echo requests from this box")
            {
                Children = [new CommandNode("ADDRESS", "IPv4 or IPv6") { Parameter = ParameterKind.Word, Verb = CommandVerb.Ping }],
            },
            new CommandNode("password", "change the console's password; asks for the present one first") { Verb = CommandVerb.ChangePassword },
            new CommandNode("reset", "back to the factory state")
            {
                Children = [new CommandNode("factory", "erase configuration, secrets and the password; asks first") { Verb = CommandVerb.ResetFactory }],
            },
            new CommandNode("reboot", "restart the box; asks first") { Verb = CommandVerb.Reboot },
            new CommandNode("help", "list commands; '?' after words lists what may follow them") { Verb = CommandVerb.Help },
            new CommandNode("exit", "log out") { Verb = CommandVerb.Exit },
        ],
    };

    /// <summary>The topics of "show".</summary>
    public static IReadOnlyList<CommandNode> Topics => Root.Child("show")!.Children;

    private static CommandNode Ask(string topic, string help) => new(topic, help) { Verb = CommandVerb.AskGateway };

    private static CommandNode Order(string verb, string help) => new(verb, help)
    {
        Children = [new CommandNode("NAME", "the tunnel, as show tunnels calls it") { Parameter = ParameterKind.Word, Verb = CommandVerb.AskGateway }],
    };

    private static CommandNode Path(string name, CommandVerb verb) =>
        new(name, "keys as separate words; '?' after them lists what may follow") { Parameter = ParameterKind.ConfigPath, Verb = verb };
}
