using Culvert.Lab.Topologies;

namespace Culvert.Lab.Gateways;

/// <summary>Somebody at the serial line of a box, who does what the README says.</summary>
public sealed class BoxUser(CulvertConsole console)
{
    public const string Password = "correct horse";

    // Before it stands the name of the box.
    private const string Prompt = "> ", ChangedPrompt = "*> ";

    /// <summary>An emulated board takes its time, more so beside other tests.</summary>
    public static readonly TimeSpan BootLimit = TimeSpan.FromSeconds(180);

    /// <summary>Takes a box out of its box.</summary>
    public void ChoosePassword()
    {
        TryPassword();
        console.Expect(Prompt);
    }

    /// <summary>Does so on a box that may not be able to keep it.</summary>
    public void TryPassword()
    {
        console.Expect("factory state", BootLimit);
        console.Expect("new password: ");
        console.Enter(Password);
        console.Expect("once more: ");
        console.Enter(Password);
    }

    /// <summary>Whatever state the box is in: afterwards somebody is logged in.</summary>
    /// <returns>Whether it was in its factory state.</returns>
    public bool Start()
    {
        bool isNew = console.ExpectEither("factory state", "password: ", BootLimit) == 0;
        if (isNew)
        {
            console.Expect("new password: ");
            console.Enter(Password);
            console.Expect("once more: ");
        }

        console.Enter(Password);
        console.Expect(Prompt);
        return isNew;
    }

    /// <summary>The committed host name; null when there is none.</summary>
    public string? HostName() => Do("show config --commands").Split('\n').Select(line => line.Trim())
        .FirstOrDefault(line => line.StartsWith("set system hostName ", StringComparison.Ordinal))?.Split(' ')[^1].Trim('"');

    public void LogIn()
    {
        console.Expect("password: ", BootLimit);
        console.Enter(Password);
        console.Expect(Prompt);
    }

    /// <summary>Types a command; returns what it printed.</summary>
    public string Do(string command)
    {
        console.Enter(command);
        console.Expect(command);
        return console.Expect(Prompt);
    }

    /// <summary>Makes a setting and puts it into effect.</summary>
    public void Commit(params string[] settings)
    {
        foreach (string setting in settings) Set(setting);
        Do("commit");
    }

    /// <summary>Makes a setting and orders its commit.</summary>
    public void BeginCommit(string setting)
    {
        Set(setting);
        console.Enter("commit");
    }

    public void Reboot() => Confirm("reboot");

    /// <summary>Types a command that asks first, and says yes.</summary>
    public void Confirm(string command)
    {
        console.Enter(command);
        console.Expect("yes");
        console.Enter("yes");
    }

    /// <summary>Pastes AWS's file and answers what it leaves open.</summary>
    public void PasteSample()
    {
        console.Enter("import");
        console.Expect("Nothing of it is shown.");
        console.Type(File.ReadAllText(Path.Combine(AwsCloud.Samples, AwsCloud.SampleFile)).Replace('\n', '\r'));
        console.Type("\u0004");
        console.Expect("local network");
        console.Enter(SiteAddresses.BranchNetwork);
        console.Expect("remote network");
        console.Enter(SiteAddresses.VpcNetwork);
        for (int tunnel = 1; tunnel <= 2; tunnel++)
        {
            console.Expect(SiteAddresses.Endpoints[tunnel - 1]);
            console.Enter($"hanna_tunnel{tunnel}");
        }

        console.Expect("committed");
        console.Expect(Prompt);
    }

    private void Set(string setting)
    {
        console.Enter($"set {setting}");
        console.Expect(ChangedPrompt);
    }
}
