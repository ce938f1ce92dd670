using System.Diagnostics;
using System.Text;
using Culvert.Images;

namespace Culvert.Image.Tests;

/// <summary>QEMU's arm64 machine with a card in it, started by the image's boot loader.</summary>
internal sealed class Machine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly Process _qemu;
    private readonly StringBuilder _said = new();
    private readonly Thread _listener;

    /// <param name="before">Another disk, which the machine numbers before the card.</param>
    /// <param name="restarts">What it does by itself after a reset is of interest; else the first one ends it.</param>
    public Machine(Card card, bool readOnly = false, Card? before = null, bool restarts = false)
    {
        string bootLoader = Path.Combine(Path.GetDirectoryName(Card.Image)!, "u-boot.bin");
        string[] arguments =
        [
            "-M", "virt", "-cpu", "cortex-a72", "-m", "256", "-nographic", "-nodefaults", "-action", $"reboot={(restarts ? "reset" : "shutdown")}", "-serial", "stdio",
            "-L", Path.Combine(Command.Tools, "share", "qemu"), "-L", "/usr/share/qemu", "-bios", bootLoader,
            .. before is null ? Array.Empty<string>() : ["-drive", $"file={before.File},format=raw,if=none,id=before", "-device", "virtio-blk-pci,drive=before"],
            "-drive", $"file={card.File},format=raw,if=none,id=card{(readOnly ? ",readonly=on" : "")}", "-device", "virtio-blk-pci,drive=card"
        ];
        var start = new ProcessStartInfo(Emulator!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // An emulator that was unpacked finds its libraries there.
        start.Environment["LD_LIBRARY_PATH"] = string.Join(':', Directory.Exists(Command.Tools) ? Directory.GetDirectories(Path.Combine(Command.Tools, "lib"), "*-linux-gnu") : []);
        _qemu = Process.Start(start)!;
        _listener = new Thread(Listen) { IsBackground = true };
        _listener.Start();
    }

    /// <summary>The program; null when the machine has none.</summary>
    public static string? Emulator { get; } = $"{Environment.GetEnvironmentVariable("PATH")}:{Command.Tools}/bin".Split(':')
        .Select(folder => Path.Combine(folder, "qemu-system-aarch64"))
        .FirstOrDefault(File.Exists);

    /// <summary>All that came out of the serial line so far.</summary>
    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    /// <summary>Waits until the serial line has said so.</summary>
    public void WaitFor(string text) => Wait(() => Said.Contains(text, StringComparison.Ordinal), $"'{text}'");

    /// <summary>Waits until the machine has reset itself, and until all that it said before has been heard.</summary>
    public void WaitForReset()
    {
        Wait(() => _qemu.HasExited, "a reset");
        _listener.Join();
    }

    /// <summary>Presses these keys again and again until the serial line has said so, or the machine has reset itself.</summary>
    public void TypeUntil(string keys, string text) => Wait(
        () =>
        {
            if (_qemu.HasExited || Said.Contains(text, StringComparison.Ordinal)) return true;
            try
            {
                _qemu.StandardInput.Write(keys);
                _qemu.StandardInput.Flush();
            }
            catch (IOException)
            {
                // It has reset itself just now.
            }

            return false;
        },
        $"'{text}'");

    public void Dispose()
    {
        if (!_qemu.HasExited) _qemu.Kill();
        _qemu.WaitForExit();
        _qemu.Dispose();
    }

    private void Wait(Func<bool> isSo, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience) Assert.Fail($"no {what} within {Patience.TotalSeconds} s; the serial line said:\n{Said}");
            Thread.Sleep(20);
        }
    }

    private void Listen()
    {
        char[] some = new char[4096];
        while (_qemu.StandardOutput.Read(some) is > 0 and int count)
        {
            lock (_said) _said.Append(some, 0, count);
        }
    }
}
