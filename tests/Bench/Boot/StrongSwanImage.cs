using System.Text;
using Culvert.Images;
using Culvert.Images.Debian;
using Culvert.Images.Description;
using Culvert.Images.Kernel;
using Culvert.Images.Root;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Boot;

/// <summary>
/// The other side: a root of Debian's own packages with strongSwan, the kernel's ESP and a script, for the kernel of our image.
/// It has what a branch's gateway needs, and of that no more than it uses.
/// </summary>
internal static class StrongSwanImage
{
    private const string Suite = "aes128-sha1-modp1024";
    private const string Libraries = "/usr/lib/ipsec/", Plugins = "/usr/lib/ipsec/plugins/";

    private static readonly string Output = Path.Combine(Checkout.Artifacts, "bench");

    /// <summary>The script and the settings.</summary>
    private static string Files => Path.Combine(BootFiles.Folder, "Root");

    /// <summary>What its kernel starts.</summary>
    public static string Init => Path.Combine(Files, "init");

    /// <summary>As the kernel unpacks it.</summary>
    public static string PlainRoot { get; } = Path.Combine(Output, "strongswan.cpio");

    /// <summary>The same, compressed as ours is.</summary>
    public static string Root => PlainRoot + ".zst";

    /// <summary>Everything that starts, in one file, compressed as our card's image is.</summary>
    public static string Image { get; } = Path.Combine(Output, "strongswan.img.xz");

    /// <summary>Needs the network when the packages are not there yet.</summary>
    /// <param name="kernelPacked">The kernel that it starts with.</param>
    /// <exception cref="ImageException">It cannot be built.</exception>
    public static void Build(string kernelPacked)
    {
        ImageDescription parts = ImageDescriptions.Parse(Path.Combine(BootFiles.Folder, "strongswan.json"));
        var archive = new DebianArchive();
        DebianPackage kernel = archive.Resolve(ImageDescriptions.Read("qemu-virt").Kernel!);
        RootTree root = Make(parts, archive, FindModules(parts, kernel));
        Directory.CreateDirectory(Output);
        File.WriteAllBytes(PlainRoot, NewcArchive.Write(root.Entries, archive.Date));
        Compression.Zstd(PlainRoot);
        string image = Image[..^".xz".Length];
        File.WriteAllBytes(image, [.. File.ReadAllBytes(kernelPacked), .. File.ReadAllBytes(Root)]);
        Compression.Xz(image);
        File.Delete(image);
    }

    private static IReadOnlyList<KernelModule> FindModules(ImageDescription parts, DebianPackage kernel)
    {
        string release = kernel.Name["linux-image-".Length..];
        var closure = new ModuleClosure(KernelModules.Read(Path.Combine(kernel.Root, "lib", "modules", release)));
        foreach (string driver in parts.Drivers.Keys) closure.Want(driver);
        return closure.Order;
    }

    private static RootTree Make(ImageDescription parts, DebianArchive archive, IReadOnlyList<KernelModule> modules)
    {
        var root = new RootTree();
        foreach (string folder in parts.Folders) root.AddFolder(folder);
        root.AddDevice("/dev/console", 5, 1);
        root.AddDevice("/dev/null", 1, 3);
        var libraries = new LibraryClosure(archive.Get(parts.LibraryPackages), Libraries, Plugins);
        foreach ((string path, string reference) in parts.Programs)
        {
            string file = archive.FindFile(reference);
            root.AddFile(path, File.ReadAllBytes(file), executable: true);
            libraries.AddNeedsOf(file);
        }

        foreach (string library in parts.OpenedLibraries) libraries.Add(library, "openedLibraries of strongswan.json");
        foreach ((string path, string file) in libraries.Files) root.AddFile(path, File.ReadAllBytes(file), executable: true);
        foreach ((string path, string target) in parts.Links) root.AddLink(path, target);
        foreach (KernelModule module in modules) root.AddFile(PlaceOf(module), File.ReadAllBytes(module.File), executable: false);
        root.AddFile("/lib/modules.list", Text(string.Concat(modules.Select(module => PlaceOf(module) + '\n'))), executable: false);
        foreach (string file in Directory.GetFiles(Files, "*", SearchOption.AllDirectories))
            root.AddFile(Path.GetRelativePath(Files, file), File.ReadAllBytes(file), executable: true);
        root.AddFile("/etc/site", Text(Site()), executable: false);
        root.AddFile("/etc/swanctl/swanctl.conf", Text(Connections()), executable: false);
        return root;
    }

    private static string PlaceOf(KernelModule module) => $"/lib/modules/{module.Name}.ko";

    private static string Site() => $"""
        LAN={SiteAddresses.BoxLan}/24
        INSIDE="{string.Join(' ', BootProbe.Targets)}"
        REMOTE={SiteAddresses.VpcNetwork}

        """;

    private static string Connections() => $$"""
        connections {
        {{string.Concat(SiteAddresses.Endpoints.Select(Connection))}}
        }
        secrets {
        {{string.Concat(SiteAddresses.Endpoints.Select(Secret))}}
        }

        """;

    private static string Connection(string endpoint, int index) => $$"""
          tunnel{{index + 1}} {
            version = 2
            remote_addrs = {{endpoint}}
            proposals = {{Suite}}
            dpd_delay = 10s
            local {
              auth = psk
              id = {{SiteAddresses.BoxPublic}}
            }
            remote {
              auth = psk
              id = {{endpoint}}
            }
            if_id_in = {{index + 1}}
            if_id_out = {{index + 1}}
            children {
              tunnel{{index + 1}} {
                esp_proposals = {{Suite}}
                local_ts = {{SiteAddresses.BranchNetwork}}
                remote_ts = {{SiteAddresses.VpcNetwork}}
                start_action = start
              }
            }
          }

        """;

    private static string Secret(string endpoint, int index) => $$"""
          ike-tunnel{{index + 1}} {
            id = {{endpoint}}
            secret = "hanna_tunnel{{index + 1}}"
          }

        """;

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
