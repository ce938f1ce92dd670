using System.CommandLine;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Reset;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.Cli;

/// <summary>culvert reset --factory --yes: the command's grammar; <see cref="ResetOrder"/> does the work.</summary>
internal static class ResetCommand
{
    public static Command Create()
    {
        var factory = new Option<bool>("--factory") { Description = "Back to factory defaults: everything configured is erased, secrets too." };
        var yes = new Option<bool>("--yes") { Description = "Yes, erase it." };
        Option<string> config = SharedOptions.Config();
        Option<string> control = SharedOptions.Control();
        var command = new Command("reset", "Erase configuration and secrets.") { factory, yes, config, control };
        command.SetAction(parsed =>
        {
            string directory = parsed.GetRequiredValue(config);
            if (!parsed.GetValue(factory)) return Refuse(parsed, $"nothing says what to reset to, {directory}, say --factory as well");
            if (parsed.GetValue(yes)) return Reset(parsed, directory, parsed.GetRequiredValue(control));
            return Refuse(parsed, $"this erases the whole configuration and every secret, {directory}, say --yes as well if you want that");
        });
        return command;
    }

    private static int Reset(ParseResult parsed, string directory, string control)
    {
        var order = new ResetOrder(() => DataWipe.Of(new LinuxStorage(), directory, control), directory, request => ControlClient.TryAsk(control, request));
        if (!order.HasGateway && !Directory.Exists(directory))
            throw new UserException($"there is nothing to reset, {directory}, name the configuration directory with --config");
        parsed.InvocationConfiguration.Output.WriteLine(order.Run());
        return ExitCode.Done;
    }

    private static int Refuse(ParseResult parsed, string why)
    {
        parsed.InvocationConfiguration.Error.WriteLine($"culvert: {why}");
        return ExitCode.WrongUsage;
    }
}
