using System.CommandLine;
using System.CommandLine.Parsing;
using Culvert.Config.Import;
using Culvert.Core;

namespace Culvert.Gateway.Cli;

/// <summary>culvert import FILE…: the command's grammar; <see cref="Importer"/> does the work.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Files that a peer or another gateway gave.", Arity = ArgumentArity.OneOrMore };
        files.Validators.Add(SharedOptions.RefuseOption);
        var name = new Option<string?>("--name") { Description = "Name of the connection.", HelpName = "NAME" };
        var secrets = new Option<string[]>("--secrets") { Description = "A file of secrets; may be given again.", HelpName = "FILE", DefaultValueFactory = _ => [] };
        Option<IpPrefix[]> local = Networks("--local", "A network on this side; may be given again.");
        Option<IpPrefix[]> remote = Networks("--remote", "A network on the far side; may be given again.");
        var ike = new Option<int?>("--ike") { Description = "IKE version, whatever the files say.", HelpName = "1|2" };
        ike.Validators.Add(CheckVersion);
        var suite = new Option<SuiteChoice>("--suite") { Description = "Offer what the file says, or one strong suite.", HelpName = "file|strong" };
        suite.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "file", "strong");
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change and commit nothing." };
        Option<string> config = SharedOptions.Config();
        Option<string> control = SharedOptions.Control();
        Option<bool> json = SharedOptions.Json();
        var command = new Command("import", "Read a configuration from a peer's files and commit it as one change.")
        {
            files, name, secrets, local, remote, ike, suite, config, control, dryRun, json,
        };
        command.SetAction(parsed => new Importer(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, new ConsoleTerminal()).Run(new ImportRequest(
            parsed.GetRequiredValue(files),
            parsed.GetRequiredValue(secrets),
            new ImportOptions
            {
                Name = parsed.GetValue(name),
                LocalNetworks = parsed.GetRequiredValue(local),
                RemoteNetworks = parsed.GetRequiredValue(remote),
                IkeVersion = parsed.GetValue(ike),
                Suite = parsed.GetValue(suite),
            },
            parsed.GetRequiredValue(config),
            parsed.GetRequiredValue(control),
            parsed.GetValue(dryRun),
            parsed.GetValue(json))));
        return command;
    }

    private static Option<IpPrefix[]> Networks(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "CIDR",
        DefaultValueFactory = _ => [],
        CustomParser = ParseNetworks,
        Arity = ArgumentArity.OneOrMore,
    };

    private static IpPrefix[] ParseNetworks(ArgumentResult argument)
    {
        List<IpPrefix> networks = [];
        foreach (Token token in argument.Tokens)
        {
            if (IpPrefix.TryParse(token.Value, out IpPrefix network)) networks.Add(network);
            else argument.AddError($"'{token.Value}' is not a network; write it like 10.60.0.0/16");
        }

        return [.. networks];
    }

    private static void CheckVersion(OptionResult option)
    {
        if (option.Tokens is [{ Value: not ("1" or "2") } wrong]) option.AddError($"'{wrong.Value}' is not an IKE version; use 1 or 2");
    }
}
