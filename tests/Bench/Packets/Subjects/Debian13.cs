using Culvert.Lab;

namespace Culvert.Bench.Packets.Subjects;

/// <summary>Programs and libraries of Debian 13, as fetched.</summary>
internal static class Debian13
{
    public static string Root { get; } = Path.Combine(Checkout.Root, ".cache", "peers", "trixie");

    /// <summary>Starts a program with that release's /usr in place of the machine's, under the same process id.</summary>
    public static IReadOnlyList<string> Launcher { get; } = ["unshare", "--mount", "sh", "-c", "mount --rbind \"$0\" /usr && exec \"$@\"", Path.Combine(Root, "usr")];
}
