using System.Diagnostics;
using Culvert.Lab.Hosts;

namespace Culvert.Lab;

/// <summary>The way into the laboratory: the program runs itself again under `tests/Lab/enter`.</summary>
public static class LabEntry
{
    private const string Marker = "CULVERT_LAB";

    /// <summary>True inside the laboratory.</summary>
    public static bool IsInside => Environment.GetEnvironmentVariable(Marker) is { Length: > 0 };

    /// <summary>Inside, the process outside that holds the laboratory; what nsenter needs.</summary>
    public static string Holder => Environment.GetEnvironmentVariable(Marker) ?? "";

    private static string Script => Path.Combine(Checkout.Root, "tests", "Lab", "enter");

    /// <summary>Replaces this process by the same program inside the laboratory. Returns when already inside, or when this
    /// machine allows none: then <see cref="WhyNot"/> says why.</summary>
    public static void Enter(IReadOnlyList<string> arguments)
    {
        if (IsInside || WhyNot() is not null) return;
        Native.Execute("/bin/bash", [Script, Environment.ProcessPath!, .. OwnAssembly(), .. arguments]);
    }

    /// <summary>Null when laboratories can be had on this machine, else the reason in one line.</summary>
    public static string? WhyNot()
    {
        if (IsInside) return null;
        using Process probe = Process.Start(new ProcessStartInfo("/bin/bash", [Script, "sh", "-c", "test -r /dev/net/tun -a -w /dev/net/tun || { echo '/dev/net/tun is absent or not for you: as root, modprobe tun; chmod 0666 /dev/net/tun' >&2; exit 1; }"])
        {
            RedirectStandardError = true,
        })!;
        string error = probe.StandardError.ReadToEnd().Trim();
        probe.WaitForExit();
        return probe.ExitCode == 0 ? null : $"no laboratory on this machine: {error.ReplaceLineEndings(" ")}";
    }

    // `dotnet program.dll` runs the host `dotnet`, which must be told the program again.
    private static IEnumerable<string> OwnAssembly() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
}
