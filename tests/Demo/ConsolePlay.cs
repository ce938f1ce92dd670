using System.Diagnostics;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Demo;

/// <summary>The demonstration on the serial console: a box in its factory state, a login, AWS's file pasted, traffic.</summary>
internal sealed class ConsolePlay(AwsLaboratory aws, Stage stage)
{
    private const string Password = "correct horse";
    private const string Prompt = "culvert> ";

    // The star: there are changes that are not committed.
    private const string EditedPrompt = "culvert*> ";
    private static readonly TimeSpan UpLimit = TimeSpan.FromSeconds(40);

    public void Run()
    {
        stage.Act("a box in its factory state");
        aws.Gateway.Start();
        stage.Typed(aws.Box, $"{aws.Gateway.Process!.CommandLine} &");
        using CulvertConsole console = aws.Gateway.OpenConsole();
        stage.Typed(aws.Box, $"{console.Process.CommandLine} &");
        stage.Act("the first login, on the serial line");
        LogIn(console);
        stage.Act("AWS's file is pasted");
        Paste(console);
        stage.Act("both tunnels come up");
        BringUp(console);
        stage.Act("the branch reaches the VPC");
        Eventually.Until("the VPC's router has chosen a way back", UpLimit, () => aws.ReturnPath.Current is not null);
        stage.Show(aws.Branch, aws.Branch.Try("ping", "-c", "3", "-i", "0.2", SiteAddresses.VpcHost));
        stage.Act("a value is changed");
        Ask(console, "set connections aws dpd delay 5s", Prompt, EditedPrompt);
        Ask(console, "compare", EditedPrompt, EditedPrompt);
        Ask(console, "commit", EditedPrompt, Prompt);
        Ask(console, "exit", Prompt, "password: ");
        aws.Gateway.Stop();
        stage.Say();
        stage.Say("from the factory state to traffic, by login and paste");
    }

    private void LogIn(CulvertConsole console)
    {
        string banner = console.Expect("new password: ");
        console.Enter(Password);
        banner += "new password: " + console.Expect("once more: ");
        console.Enter(Password);
        Show(banner + "once more: " + console.Expect(Prompt) + Prompt);
    }

    private void Paste(CulvertConsole console)
    {
        console.Enter("import");
        Show(console.Expect("Nothing of it is shown.\r\n") + "Nothing of it is shown.");
        foreach (string file in (string[])["aws.conf", "aws.secrets"])
            console.Type(File.ReadAllText(Path.Combine(aws.Box.Directory, file)).Replace('\n', '\r'));
        console.Type("\u0004");
        string asked = console.Expect(": ");
        console.Enter(SiteAddresses.BranchNetwork);
        asked += ": " + console.Expect(": ");
        console.Enter(SiteAddresses.VpcNetwork);
        Show(asked + ": " + console.Expect("committed") + "committed");
        console.Expect(Prompt);
    }

    private void BringUp(CulvertConsole console)
    {
        long start = Stopwatch.GetTimestamp();
        Eventually.Until("both tunnels are up", UpLimit, () => aws.Gateway.Tunnels() is { Count: 2 } tunnels && tunnels.All(tunnel => tunnel.IsUp), () => aws.Gateway.Log);
        stage.Say($"  both up {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms after the commit");
        Ask(console, "show tunnels", Prompt, Prompt);
    }

    private void Ask(CulvertConsole console, string command, string prompt, string next)
    {
        console.Enter(command);
        Show(prompt + console.Expect(next));
    }

    private void Show(string shown)
    {
        stage.Interrupted.ThrowIfCancellationRequested();
        stage.Print(shown.Replace("\r", "", StringComparison.Ordinal).Trim('\n'));
    }
}
