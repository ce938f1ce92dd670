using Culvert.Control;
using Culvert.Control.Supervision;
using Culvert.Core;
using Culvert.Gateway.Supervision;
using Culvert.Hal;
using Culvert.Hal.Processes;

namespace Culvert.Gateway.Tests.Supervision;

public sealed class ServiceProcessesTests
{
    private static readonly SupervisedService Run = new("run", Ticks: true), Console = new("console", Ticks: false);
    private readonly Children _children = new();
    private readonly Supervisor _supervisor = new(Instant.Zero, [Run, Console]);
    private readonly ServiceProcesses _processes;
    private Instant _now = Instant.Zero;

    public ServiceProcessesTests() => _processes = new ServiceProcesses(
        _supervisor, _children, [new ServiceCommand(Run, ["run", "--board", "lab"]), new ServiceCommand(Console, ["console"])], "/sbin/culvert", "/run/notify");

    [Fact]
    public void Services_start_with_their_words_and_only_who_ticks_knows_the_listener()
    {
        Turn();
        Assert.Equal(["/sbin/culvert run --board lab notify=/run/notify", "/sbin/culvert console notify="], _children.Started);
    }

    [Fact]
    public void Every_service_knows_whom_not_to_outlive()
    {
        Turn();
        Assert.Equal(2, _children.Supervisors.Count);
        Assert.All(_children.Supervisors, process => Assert.Equal($"{Environment.ProcessId}", process));
    }

    [Fact]
    public void What_ended_starts_again()
    {
        Turn();
        _children.Exits.Enqueue(new ChildExit(1, IsSignal: true, 9));
        Turn();
        Assert.True(_supervisor.IsWaiting("run"));
        _now = _supervisor.NextDeadline.When;
        Turn();
        Assert.Equal(3, _children.Started.Count);
    }

    [Fact]
    public void What_does_not_start_is_tried_again()
    {
        _children.Refuses = true;
        Turn();
        Assert.True(_supervisor.TryTakeLog(out LogEntry? entry));
        Assert.Equal("run does not start: start /sbin/culvert: not today; it starts again in 0.2 s", entry.Text);
        _children.Refuses = false;
        _now = _supervisor.NextDeadline.When;
        Turn();
        Assert.Equal(2, _children.Started.Count);
    }

    [Fact]
    public void Orders_reach_the_right_process()
    {
        Turn();
        _supervisor.HandleTick(_now, "run");
        for (Instant silent = _now; _now - silent < Supervisor.TickLimit;)
        {
            _now += TimeSpan.FromSeconds(1);
            Turn();
        }

        Assert.Equal(["kill 1"], _children.Signals);
        _children.Exits.Enqueue(new ChildExit(1, IsSignal: true, 9));
        Turn();
        _supervisor.HandleStop(_now);
        Turn();
        Assert.Equal(["kill 1", "terminate 2"], _children.Signals);
    }

    private void Turn()
    {
        _processes.TakeExits(_now);
        _supervisor.HandleTimeout(_now);
        _processes.CarryOut(_now);
    }

    private sealed class Children : IChildProcesses
    {
        public List<string> Started { get; } = [];

        public List<string?> Supervisors { get; } = [];

        public List<string> Signals { get; } = [];

        public Queue<ChildExit> Exits { get; } = new();

        public bool Refuses { get; set; }

        public IEnumerable<int> Descriptors => [];

        public int Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
        {
            if (Refuses) throw new KernelException($"start {program}", KernelException.NoEntry, "not today");
            Supervisors.Add(environment["CULVERT_SUPERVISOR"]);
            Started.Add($"{program} {string.Join(' ', arguments)} notify={environment["NOTIFY_SOCKET"]}");
            return Started.Count;
        }

        public void Terminate(int process) => Signals.Add($"terminate {process}");

        public void Nudge(int process) => Signals.Add($"nudge {process}");

        public void Kill(int process) => Signals.Add($"kill {process}");

        public bool TryTakeExit(out ChildExit exit) => Exits.TryDequeue(out exit);
    }
}
