using Culvert.Images.Root;
using Culvert.Lab.Hosts;

namespace Culvert.Bench.Boot;

/// <summary>A system that starts, and how it is seen from outside that its gateway is there.</summary>
/// <param name="Name">In the report.</param>
/// <param name="Start">The emulator's words for what it starts.</param>
/// <param name="ReadyAt">When the gateway was there; of <see cref="System.Diagnostics.Stopwatch"/>; null: not yet.</param>
/// <param name="Stages">What its log says on the way, when it is observed.</param>
internal sealed record BootSubject(string Name, IReadOnlyList<string> Start, Func<BootScene, long?> ReadyAt, IReadOnlyList<BootStage> Stages)
{
    public const string CulvertName = "culvert", StrongSwanName = "Debian, strongSwan", BootLoaderName = "culvert by U-Boot";

    /// <summary>After the name of one with a script beside it.</summary>
    public const string Observed = ", observed";

    public static BootSubject Culvert { get; } = new(CulvertName, BoxImage.StartDirectly, LedLit, []);

    public static BootSubject CulvertByBootLoader { get; } = Culvert with { Name = BootLoaderName, Start = BoxImage.StartByBootLoader };

    public static BootSubject StrongSwan { get; } = new(StrongSwanName, BoxImage.Start(StrongSwanImage.Root), SaysReady, []);

    /// <summary>A subject with a script beside it that says what it sees; its times are not those of the subject alone.</summary>
    /// <param name="folder">For its root.</param>
    public static BootSubject CulvertObserved(string folder) => Observe(
        Culvert, Path.Combine(folder, "culvert.root"), BoxImage.Root, BoxImage.Firmware,
    [
        new("kernel starts /init", "Run /init"),
        new("/init runs: runtime, mounts", "area=boot text=\"culvert"),
        new("modules, disk found, data partition checked and mounted", "EXT4-fs (vda4): mounted"),
        new("services start", "supervises"),
        new("gateway runs: runtime, self-test, configuration", "area=control text=\"culvert"),
        new("tunnels begin", "now connecting"),
        new("address by DHCP", "by DHCP"),
        new("IKE: first tunnel up", "now up"),
    ]);

    /// <inheritdoc cref="CulvertObserved"/>
    public static BootSubject StrongSwanObserved(string folder) => Observe(
        StrongSwan, Path.Combine(folder, "strongswan.root"), StrongSwanImage.Root, StrongSwanImage.Init,
    [
        new("kernel starts /init", "Run /init"),
        new("/init runs: shell, mounts", "bench: init"),
        new("modules", "bench: modules"),
        new("charon answers", "bench: ready"),
        new("address by DHCP", "bench: address"),
        new("tunnels begin", "bench: loaded"),
    ]);

    // A root that is loaded after another one replaces its files.
    private static BootSubject Observe(BootSubject subject, string file, string root, string first, IReadOnlyList<BootStage> stages)
    {
        var tree = new RootTree();
        tree.AddFile("/init", BootFiles.Read("init-observed"), executable: true);
        tree.AddFile("/observe", BootFiles.Read("observe"), executable: true);
        tree.AddFile("/observed", File.ReadAllBytes(first), executable: true);
        byte[] own = File.ReadAllBytes(root);
        // The second one begins at a multiple of four octets.
        File.WriteAllBytes(file, [.. own, .. new byte[(4 - own.Length % 4) % 4], .. NewcArchive.Write(tree.Entries, date: 0)]);
        return subject with { Name = subject.Name + Observed, Start = BoxImage.Start(file), Stages = stages };
    }

    // The gateway alone lights a tunnel's LED, once it has read of its tunnels.
    private static long? LedLit(BootScene scene) =>
        scene.Box.Panel.Changes.FirstOrDefault(change => change is { Led: "tunnel1", IsLit: true })?.At;

    private static long? SaysReady(BootScene scene) => scene.Serial.SaidAt("bench: ready");
}
