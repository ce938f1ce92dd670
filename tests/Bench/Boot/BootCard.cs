using System.Diagnostics;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Boot;

/// <summary>A card whose box knows AWS's two tunnels, told by its serial line; each start gets a copy.</summary>
internal sealed class BootCard : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("culvert-bench-");
    private readonly string _configured;

    public BootCard()
    {
        _configured = Path.Combine(_folder.FullName, "configured");
        Copy(BoxImage.Card, _configured);
        using var lab = new BoxLaboratory(PeerKind.StrongSwan, _configured);
        var user = new BoxUser(lab.Box.Console);
        user.ChoosePassword();
        user.Commit($"interfaces lan address {SiteAddresses.BoxLan}/24");
        user.PasteSample();
        user.Reboot();
        // By then the card is as an orderly end leaves it.
        Eventually.Until("the box restarts", Limit, () => lab.Box.Monitor.Events.Contains("RESET"), () => lab.Box.Console.Shown);
    }

    /// <summary>Where this comparison's files may lie.</summary>
    public string Folder => _folder.FullName;

    /// <summary>A fresh copy, in the place of the one before.</summary>
    /// <returns>The file.</returns>
    public string Take()
    {
        string file = Path.Combine(Folder, "card");
        Copy(_configured, file);
        return file;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Copy(string from, string to)
    {
        using Process copy = Process.Start("cp", ["--sparse=always", from, to]);
        copy.WaitForExit();
        if (copy.ExitCode != 0) throw new IOException($"cannot copy {from} to {to}");
    }
}
