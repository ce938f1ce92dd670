using System.Globalization;

namespace Culvert.Guest;

/// <summary>Looks at a running box from inside, where nobody can log in, and tells the outside line by line.</summary>
internal static class Survey
{
    private const string Data = "/data", Settings = "/proc/sys";

    private static readonly string[] SettingNames =
    [
        "kernel/sysrq", "kernel/panic", "kernel/panic_on_oops", "kernel/printk", "kernel/printk_devkmsg", "kernel/dmesg_restrict", "kernel/hostname",
        "net/ipv4/ip_forward", "net/ipv4/conf/all/accept_redirects", "net/ipv6/conf/all/accept_redirects", "net/ipv6/conf/default/accept_ra", "net/ipv4/conf/all/send_redirects",
    ];

    public static void Tell()
    {
        foreach (string mount in File.ReadLines("/proc/mounts")) Say(["mount", .. Words(mount)[1..4]]);
        foreach (string path in Directory.EnumerateFileSystemEntries(Data, "*", SearchOption.AllDirectories))
            Say("mode", Convert.ToString((int)File.GetUnixFileMode(path), 8), Directory.Exists(path) ? "directory" : "file", path);
        foreach (string name in SettingNames) Say("setting", name, File.ReadAllText($"{Settings}/{name}").Trim().Replace('\t', ' '));
        foreach (string device in Directory.EnumerateDirectories($"{Settings}/net/ipv6/conf").Select(path => Path.GetFileName(path)))
            Say("setting", $"net/ipv6/conf/{device}/accept_ra", File.ReadAllText($"{Settings}/net/ipv6/conf/{device}/accept_ra").Trim());
        foreach (string kind in (string[])["tcp", "tcp6", "udp", "udp6", "raw", "raw6"]) TellSockets(kind);
        foreach (string module in Directory.Exists("/lib/modules") ? Directory.EnumerateFiles("/lib/modules") : []) Say("module", module);
        Outside.Say("surveyed");
    }

    // proc(5): "sl local_address rem_address st …", a port in hexadecimal after the last colon. 0A listens, 07 is bound and has no peer.
    private static void TellSockets(string kind)
    {
        foreach (string line in File.ReadLines($"/proc/net/{kind}").Skip(1))
        {
            string[] words = Words(line);
            int port = int.Parse(words[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (words[3] is "0A" or "07") Say("socket", kind, port.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void Say(params ReadOnlySpan<string> words) => Outside.Say(string.Join(' ', words));

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
