using Culvert.Hal;
using Culvert.Hal.Processes;

namespace Culvert.Gateway.Tests.Network;

/// <summary>A DHCP client that does nothing but run: what it is told, and what it would say, is the test's affair.</summary>
internal sealed class SimulatedClient : IChildProcesses
{
    private readonly Queue<ChildExit> _exits = new();
    private int _running;

    /// <summary>"start ARGUMENTS", "terminate", "kill", "nudge".</summary>
    public List<string> Orders { get; } = [];

    public IEnumerable<int> Descriptors => [];

    public int Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        if (_running != 0) throw new KernelException($"start {program}", KernelException.Exists, "there is one already");
        _running = Orders.Count + 1;
        // Without the process id.
        Orders.Add($"start {arguments[0]} {string.Join(' ', arguments.Skip(2))} for {string.Join(' ', environment.Values)}");
        return _running;
    }

    public void Terminate(int process) => End("terminate", process, 15);

    public void Kill(int process) => End("kill", process, 9);

    public void Nudge(int process) => Orders.Add("nudge");

    public bool TryTakeExit(out ChildExit exit) => _exits.TryDequeue(out exit);

    private void End(string order, int process, int signal)
    {
        Orders.Add(order);
        if (process == _running) _exits.Enqueue(new ChildExit(process, IsSignal: true, signal));
        _running = 0;
    }
}
