using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Culvert.Lab.Hosts;

/// <summary>
/// A machine with a kernel of its own, and in it whatever the laboratory has: QEMU, emulating the processor, on the file
/// system that this process sees. It boots in ten to twenty seconds; a test that changes it puts it back.
/// </summary>
public sealed class VirtualMachine : IDisposable
{
    private const string Ready = "guest is ready";
    private const string Control = "control";
    private const string OutsideAddress = "169.254.1.1";
    private const int ControlPort = 23;
    private static readonly string[] Cables = [Control, "wan", "lan"];
    private static readonly TimeSpan BootLimit = TimeSpan.FromSeconds(240);
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(120);

    private readonly LabProcess _qemu;
    private int _boots;

    /// <param name="host">Where the emulator runs. Only from here the guest takes commands.</param>
    public VirtualMachine(Host host)
    {
        Host = host;
        foreach (string cable in Cables) Tap.Add(host, cable);
        host.AddAddress(Control, $"{OutsideAddress}/30");
        _qemu = host.Start("qemu-system-x86_64", Arguments());
        WaitForBoot();
    }

    /// <summary>The guest's address on the cable to <see cref="Host"/>.</summary>
    public static string ControlAddress => "169.254.1.2";

    public Host Host { get; }

    /// <summary>Null when a guest can be had here, else the reason in one line.</summary>
    public static string? WhyNot() => FindKernel() is null || !File.Exists("/usr/bin/qemu-system-x86_64")
        ? "no virtual machine: run tests/Lab/fetch vm"
        : null;

    /// <summary>Takes the other end of the guest's device `wan` or `lan` to a host, under a name of its own there.</summary>
    public void Plug(string cable, Host host, string device) => Tap.Plug(Host, cable, host, device);

    /// <summary>Runs a shell script in the guest; its last command must succeed.</summary>
    public CommandResult Run(string script) => Try(script).OrThrow();

    /// <summary>Runs a shell script in the guest, however it ends. What it starts in the background must let go of its output.</summary>
    public CommandResult Try(string script)
    {
        string answer = Host.Within(() => Exchange(script));
        int end = answer.LastIndexOf("\nexit ", StringComparison.Ordinal);
        if (end < 0) throw new InvalidOperationException($"the guest broke off in '{script}'\n{answer}\n{_qemu.Output}");
        return new CommandResult(script, int.Parse(answer.AsSpan(end + "\nexit ".Length)), answer[..end], "");
    }

    /// <summary>Resets the guest without a goodbye, and waits until it is back, as freshly installed.</summary>
    public void Reset()
    {
        Run("(sleep 0.5; echo b >/proc/sysrq-trigger) >/dev/null 2>&1 &");
        WaitForBoot();
    }

    public void Dispose() => _qemu.Kill();

    private static string? FindKernel() =>
        Directory.Exists("/usr/boot") ? Directory.EnumerateFiles("/usr/boot", "initrd-*").FirstOrDefault()?.Split("initrd-")[^1] : null;

    private static string Exchange(string script)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork) { ReceiveTimeout = (int)CommandLimit.TotalMilliseconds };
        client.Connect(IPAddress.Parse(ControlAddress), ControlPort);
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        client.GetStream().Write(Encoding.UTF8.GetBytes(script));
        client.Client.Shutdown(SocketShutdown.Send);
        return reader.ReadToEnd();
    }

    private bool Answers()
    {
        try
        {
            return Try("true").ExitCode == 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void WaitForBoot()
    {
        _boots++;
        Eventually.Until("the guest has booted", BootLimit, () => _qemu.HasExited || _qemu.TimesPrinted(Ready) == _boots, () => _qemu.Output);
        Eventually.Until("the guest takes commands", CommandLimit, () => _qemu.HasExited || Answers(), () => _qemu.Output);
        if (_qemu.HasExited) throw new InvalidOperationException($"qemu ended with {_qemu.ExitCode}\n{_qemu.Output}");
    }

    private string[] Arguments()
    {
        string kernel = FindKernel() ?? throw new InvalidOperationException(WhyNot());
        string start = Path.Combine(Checkout.Root, "tests", "Lab", "Guest", "start");
        return
        [
            "-accel", "tcg,thread=multi", "-machine", "q35", "-cpu", "max", "-m", "1024", "-smp", "2",
            "-nodefaults", "-display", "none", "-serial", "stdio", "-monitor", "none",
            "-kernel", $"/usr/boot/vmlinuz-{kernel}", "-initrd", $"/usr/boot/initrd-{kernel}",
            "-append", $"console=ttyS0 panic=-1 quiet net.ifnames=0 start={start}",
            "-virtfs", "local,path=/,mount_tag=outside,security_model=none,readonly=on,multidevs=remap",
            .. Cables.SelectMany((cable, index) => (string[])[
                "-netdev", $"tap,id={cable},ifname={cable},script=no,downscript=no",
                "-device", $"virtio-net-pci,netdev={cable},mac=52:54:00:00:00:0{index},romfile="]),
        ];
    }
}
