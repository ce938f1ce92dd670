using Culvert.Control.Interfaces;
using Culvert.Control.Supervision;
using Culvert.Core;
using Culvert.Hal;
using Culvert.Hal.Processes;

namespace Culvert.Gateway.Network;

/// <summary>
/// The DHCP client, busybox's udhcpc, as a child that the kernel ends with us. It calls this very binary for every event, which
/// brings what it was told to the control socket.
/// </summary>
/// <param name="control">Path of the control socket.</param>
/// <param name="self">Path of this binary.</param>
/// <param name="exists">Whether there is a file.</param>
internal sealed class DhcpProcess(IChildProcesses children, string control, string self, Func<string, bool> exists)
{
    private static readonly string[] Clients = ["/sbin/udhcpc", "/usr/sbin/udhcpc"];
    private static readonly string[] Busyboxes = ["/bin/busybox", "/usr/bin/busybox"];

    // A round of three questions, two seconds apart, every seven seconds; and what it does not ask for by itself. Static
    // routes (option 121) are not asked for: nobody on the WAN decides what leaves the tunnel.
    private static readonly string[] Manner = ["-f", "-t", "3", "-T", "2", "-A", "3", "-O", "mtu", "-O", "ntpsrv"];

    private int _process;

    /// <summary>To wait on: readable when it has ended.</summary>
    public IEnumerable<int> Descriptors => children.Descriptors;

    /// <returns>Why it does not start, to follow its name; null: done.</returns>
    public string? CarryOut(DhcpAction action)
    {
        switch (action)
        {
            case DhcpAction.Start start:
                return Start(start);
            case DhcpAction.Renew:
                children.Nudge(_process);
                break;
            case DhcpAction.Terminate:
                children.Terminate(_process);
                break;
            case DhcpAction.Kill:
                children.Kill(_process);
                break;
        }

        return null;
    }

    /// <returns>How it ended, to follow its name; null: it did not.</returns>
    public string? TakeExit() =>
        children.TryTakeExit(out ChildExit exit) && exit.Process == _process ? new ServiceExit(exit.IsSignal, exit.Number).ToString() : null;

    /// <summary>The end: nothing is left behind.</summary>
    public void Stop()
    {
        if (_process != 0) children.Terminate(_process);
    }

    private string? Start(DhcpAction.Start start)
    {
        if (FindClient() is not { } client) return $"is missing, {Clients[0]} or {Busyboxes[0]}, install udhcpc or busybox";
        string[] requested = start.Requested is { } address ? ["-r", address.ToString()] : [];
        try
        {
            _process = children.Start(
                self,
                [DhcpServant.Verb, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), .. client, .. Manner, "-i", start.Device, "-s", self, .. requested],
                new Dictionary<string, string?> { [DhcpHook.SocketVariable] = control });
            return null;
        }
        catch (KernelException problem)
        {
            return $"does not start: {problem.Message}";
        }
    }

    private IReadOnlyList<string>? FindClient() =>
        Array.Find(Clients, client => exists(client)) is { } own ? [own]
        : Array.Find(Busyboxes, busybox => exists(busybox)) is { } all ? [all, "udhcpc"]
        : null;
}
