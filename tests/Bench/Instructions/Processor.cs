using System.Diagnostics;

namespace Culvert.Bench.Instructions;

/// <summary>A processor that is emulated: time goes on by a nanosecond with each instruction.</summary>
/// <param name="Model">As QEMU calls it.</param>
/// <param name="Environment">What the program finds in its environment; empty: nothing.</param>
internal sealed record Processor(string Name, string Model, string Environment)
{
    private const string Prefix = "SAY ", Last = "done";

    // The Pi 4's has no instructions for AES, QEMU's model of it has: OpenSSL is told to use NEON alone.
    public static IReadOnlyList<Processor> All { get; } =
    [
        new("Cortex-A76 (Pi 5)", "cortex-a76", ""),
        new("Cortex-A72 without AES (Pi 4)", "cortex-a72", "OPENSSL_armcap=0x1"),
    ];

    /// <summary>Starts the machine; returns what its program says.</summary>
    /// <exception cref="InvalidOperationException">It did not come to its end.</exception>
    public IReadOnlyList<InstructionCount> Run()
    {
        using Process emulator = Process.Start(new ProcessStartInfo("qemu-system-aarch64",
        [
            "-machine", "virt", "-cpu", Model, "-smp", "1", "-m", "512", "-icount", "shift=0,sleep=off", "-nodefaults", "-display", "none", "-serial", "stdio", "-no-reboot",
            "-kernel", InstructionImage.Kernel, "-initrd", InstructionImage.Root, "-append", $"console=ttyAMA0 quiet panic=-1 {Environment}",
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        emulator.StandardInput.Close();
        string said = emulator.StandardOutput.ReadToEnd();
        emulator.WaitForExit();
        string[] lines = [.. said.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith(Prefix, StringComparison.Ordinal)).Select(line => line[Prefix.Length..])];
        return lines is [.. var rows, Last] ? [.. rows.Select(InstructionCount.Parse)] : throw new InvalidOperationException($"{Name} did not come to its end:\n{said}");
    }
}
