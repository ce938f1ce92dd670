using System.Diagnostics;
using Culvert.Lab.Gateways;
using Culvert.Testing;

namespace Culvert.Lab.Hosts;

/// <summary>
/// The product as it is sold, in an emulated machine of the board qemu-virt: its card, its two ports, its serial line, its LEDs
/// and its button. What its wires do is all that is known of it.
/// </summary>
public sealed class BoxMachine : IDisposable
{
    // Each in its own slot, by which board.json knows it.
    private static readonly (string Name, int Slot)[] Ports = [("wan", 1), ("lan", 2)];
    internal const string CardDrive = "card";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly LabProcess _qemu;
    private readonly (string Name, int Slot)[] _ports;

    /// <param name="host">Where the emulator runs.</param>
    /// <param name="card">The file that is the card.</param>
    /// <param name="wiring">What is different from a box as it is sold.</param>
    public BoxMachine(Host host, string card, BoxWiring? wiring = null)
    {
        Host = host;
        wiring ??= new BoxWiring();
        _ports = [.. Ports.Take(wiring.Ports).Where(port => port.Name != wiring.Missing)];
        foreach ((string port, _) in _ports) Tap.Add(host, port);
        Line = new PseudoTerminal();
        string tester = Path.Combine(host.Directory, "qtest"), monitor = Path.Combine(host.Directory, "qmp");
        // Those of the machine that was here before it answer nobody.
        File.Delete(tester);
        File.Delete(monitor);
        _qemu = host.Start("qemu-system-aarch64", Arguments(card, tester, monitor, wiring));
        Console = new CulvertConsole(Line, _qemu);
        Eventually.Until("the emulator listens", Limit, () => _qemu.HasExited || (File.Exists(tester) && File.Exists(monitor)), () => _qemu.Output);
        if (_qemu.HasExited) throw new InvalidOperationException($"qemu ended with {_qemu.ExitCode}\n{_qemu.Output}");
        Monitor = new MachineMonitor(monitor);
        Panel = new MachinePanel(tester, Monitor.FindDevice("pl061"));
        PoweredAt = Stopwatch.GetTimestamp();
        Monitor.Ask("cont");
    }

    /// <summary>When its processor began to run; of <see cref="Stopwatch"/>.</summary>
    public long PoweredAt { get; }

    public Host Host { get; }

    /// <summary>The serial line, for who wants it as it is.</summary>
    public PseudoTerminal Line { get; }

    /// <summary>Nothing happens any more: the emulator has ended.</summary>
    public bool HasEnded => _qemu.HasExited;

    /// <summary>Who sits at the serial line.</summary>
    public CulvertConsole Console { get; }

    /// <summary>LEDs and button, seen and touched from outside.</summary>
    public MachinePanel Panel { get; }

    /// <summary>The emulator itself.</summary>
    public MachineMonitor Monitor { get; }

    /// <summary>The Ethernet address of the port `wan` or `lan`.</summary>
    public static string AddressOf(string port) => $"52:54:00:00:01:0{Array.Find(Ports, each => each.Name == port).Slot}";

    /// <summary>Takes the other end of the cable in the box's port `wan` or `lan` to a host, under a name of its own there.</summary>
    public void Plug(string port, Host host, string device) => Tap.Plug(Host, port, host, device);

    /// <summary>Takes the power away, at once.</summary>
    public void Dispose()
    {
        Panel.Dispose();
        Monitor.Dispose();
        _qemu.Kill();
        Console.Dispose();
        // Where the cables went they stay; those that were not plugged go, for the next machine on this host.
        foreach ((string port, _) in _ports) Host.Try("ip", "link", "delete", port);
    }

    private string[] Arguments(string card, string tester, string monitor, BoxWiring wiring) =>
    [
        // With ACPI the machine has no GPIO as soon as it has a boot loader.
        "-machine", "virt,acpi=off", "-cpu", "cortex-a72", "-m", "256", "-nodefaults", "-display", "none", "-S",
        .. wiring.Start ?? BoxImage.StartDirectly,
        "-chardev", $"serial,id=line,path={Line.Path}", "-serial", "chardev:line",
        "-qtest", $"unix:{tester},server=on,wait=off", "-qtest-log", "/dev/null", "-qmp", $"unix:{monitor},server=on,wait=off",
        "-drive", $"file={card},format=raw,if=none,id={CardDrive},cache=writeback,read-only={(wiring.IsCardReadOnly ? "on" : "off")}", "-device", $"virtio-blk-pci,drive={CardDrive},addr=3,romfile=",
        "-device", "virtio-rng-pci,addr=4", "-device", "i6300esb,addr=5", "-action", "watchdog=reset",
        .. _ports.SelectMany(port => (string[])[
            "-netdev", $"tap,id={port.Name},ifname={port.Name},script=no,downscript=no",
            "-device", $"virtio-net-pci,netdev={port.Name},mac={AddressOf(port.Name)},addr={port.Slot},romfile="]),
    ];
}
