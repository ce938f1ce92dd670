using Culvert.Lab;
using Culvert.Lab.Gateways;

namespace Culvert.Interop.Tests;

/// <summary>What a test needs from the machine. Without it the test is skipped, loudly; with CI=true it fails.</summary>
internal static class Requires
{
    private static readonly Lazy<string?> NoLaboratory = new(LabEntry.WhyNot);

    /// <summary>Namespaces, TUN devices, and the native binary.</summary>
    public static void Culvert()
    {
        Laboratory();
        Need(File.Exists(Checkout.Binary), $"no native binary at {Checkout.Binary}: run `make publish`");
    }

    /// <summary>Namespaces and TUN devices.</summary>
    public static void Laboratory() => Need(NoLaboratory.Value is null, NoLaboratory.Value ?? "");

    /// <summary>A fetched strongSwan; null: this Debian's.</summary>
    public static void StrongSwan(StrongSwanRelease? release = null)
    {
        Laboratory();
        Need((release ?? StrongSwanRelease.Machine).IsHere, "no strongSwan: run tests/Lab/fetch");
    }

    /// <summary>A virtual machine whose kernel has ESP, and strongSwan for it.</summary>
    public static void VirtualMachine()
    {
        StrongSwan();
        Need(Lab.Hosts.VirtualMachine.WhyNot() is null, Lab.Hosts.VirtualMachine.WhyNot() ?? "");
    }

    /// <summary>A program of the machine, or fetched.</summary>
    public static void Tool(string program) => Need(
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program))),
        $"no {program}: run tests/Lab/fetch");

    private static void Need(bool present, string reason)
    {
        if (present) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
