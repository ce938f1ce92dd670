using System.ComponentModel;
using System.Diagnostics;

namespace Culvert.Images;

/// <summary>Runs programs of this machine, and those that were unpacked into the checkout.</summary>
internal static class Command
{
    /// <summary>Folder of unpacked tools, looked at after the machine's own.</summary>
    public static string Tools { get; } = Path.Combine(Checkout.Cache, "peers", "root", "usr");

    /// <summary>What it wrote on standard output. What it says on standard error is seen.</summary>
    /// <exception cref="ImageException">It is not there, or it failed.</exception>
    public static string Run(string program, params IEnumerable<string> arguments) => Run(new ProcessStartInfo(program, arguments));

    /// <inheritdoc cref="Run(string,IEnumerable{string})"/>
    public static string Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        // The same words and times on every machine, and no variable of the caller that a build would listen to.
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin:{Tools}/bin:{Tools}/sbin";
        try
        {
            using Process process = Process.Start(start)!;
            string said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0) return said;
            throw new ImageException($"{start.FileName} {string.Join(' ', start.ArgumentList)} failed (exit {process.ExitCode})");
        }
        catch (Win32Exception)
        {
            throw new ImageException($"{start.FileName} is not on this machine: make image gets it");
        }
    }
}
