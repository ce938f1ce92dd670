using System.Text;
using Culvert.Control.Boot;
using Culvert.Control.Leds;
using Culvert.Control.Supervision;
using Culvert.Core;
using Culvert.Gateway.Boot;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Reset;
using Culvert.Gateway.Supervision;
using Culvert.Gateway.Tests.Boot;
using Culvert.Gateway.Tests.Logging;
using Culvert.Gateway.Tests.Loop;
using Culvert.Gateway.Tests.Packets;
using Culvert.Hal;
using Culvert.Hal.Boards;
using Culvert.Hal.Power;
using Culvert.Hal.Processes;
using Culvert.Hal.Simulated;
using Culvert.Hal.Simulated.Gpio;
using Culvert.Hal.Simulated.Watchdog;
using Culvert.Testing;

namespace Culvert.Gateway.Tests.Supervision;

/// <summary>culvert init without its poll loop, on virtual time: a gateway that the test lets live or die, a board, a disk.</summary>
internal sealed class InitRig : IChildProcesses, IMachinePower, IDisposable
{
    public const string Directory = "/nowhere/culvert";
    public const int ButtonLine = 3;

    private readonly WholeText _logText = new();
    private readonly Queue<ChildExit> _exits = new();
    private readonly BoardDescription _lab = BoardCatalog.Find("lab").Board;
    private readonly Log _log;
    private readonly DataWipe _wipe;
    private readonly InlineReset _reset;
    private readonly BoardKeeper _keeper;
    private readonly Supervisor _supervisor;
    private readonly InitEngine _engine;
    private readonly InitCommands _commands;
    private SimulatedGpioDriver? _pins;
    private bool _isPressed;

    /// <param name="bootSlot">What the image was started from; null on a machine that has other tenants.</param>
    public InitRig(BootSlot? bootSlot = null)
    {
        _log = new Log(_logText, LogLevel.Info, TimeProvider.System);
        Watchdog = new SimulatedWatchdog(Clock, TimeSpan.FromSeconds(15));
        _wipe = DataWipe.OfDirectory(Storage, Directory);
        _reset = new InlineReset(_wipe);
        _keeper = new BoardKeeper(Open, new Caretaker(BoardHardware.LayoutOf(_lab)), _reset, _log);
        _supervisor = new Supervisor(Clock.Now, [new SupervisedService("run", Ticks: true)]);
        var processes = new ServiceProcesses(_supervisor, this, [new ServiceCommand(new SupervisedService("run", Ticks: true), ["run"])], "/sbin/culvert", "/run/notify");
        BootedImage? image = bootSlot is null
            ? null
            : new BootedImage(Disk.Area, bootSlot, bootSlot.IsTrial ? new SlotTrial(Clock.Now) : null, new BoxTime(Storage, WallClock), new EntropySeed(Storage, new SeededEntropy(1), _ => { }), new CardWriter(step => step(), _log), Disk, Clock.Now, _log);
        _engine = new InitEngine(_supervisor, processes, _keeper, new WatchdogFeeder(Watchdog, _log), Clock, _log, image);
        _commands = new InitCommands(_lab, _keeper, _supervisor, this, Clock, _log, image);
    }

    public TestClock Clock { get; } = new();

    public SimulatedStorage Storage { get; } = new();

    /// <summary>The disk of the image.</summary>
    public ImageRig Disk { get; } = new();

    public SimulatedWallClock WallClock { get; } = new();

    public SimulatedWatchdog Watchdog { get; }

    /// <summary>How often a gateway was started.</summary>
    public int Starts { get; private set; }

    /// <summary>What the gateway does at its start; a crash loop by default.</summary>
    public Action<InitRig> OnStart { get; set; } = rig => rig.Exit(1);

    /// <summary>Whether it is the machine's first process.</summary>
    public bool IsFirst { get; set; } = true;

    public bool IsStopped => _engine.IsStopped;

    public bool IsRestarting => _supervisor.IsRestarting;

    public bool IsWaiting => _supervisor.IsWaiting("run");

    /// <summary>Whether init has the button's line.</summary>
    public bool HasLine => _pins?.IsOpen(ButtonLine) == true;

    /// <summary>What the status LED says; null while init does not have it.</summary>
    public LedPattern? Status => _keeper.Leds(Clock.Now).FirstOrDefault(led => led.Name == "status")?.Pattern;

    public string Log => _logText.Of(_log);

    /// <summary>The thread of a reset answers nothing from now on.</summary>
    public void StickReset() => _reset.Pulses = [new Pulse("reset", TimeSpan.FromMinutes(5), static () => { })];

    public void Exit(int code) => _exits.Enqueue(new ChildExit(Starts, IsSignal: false, code));

    public void Tell(ServiceNews news) => _engine.Take(news);

    public ControlReply Ask(params string[] words) => _commands.Execute(new ControlRequest(words));

    public void Move(bool isPressed)
    {
        _isPressed = isPressed;
        _pins?.Drive(ButtonLine, level: !isPressed);
    }

    public void RunFor(double seconds)
    {
        Instant end = Clock.Now + TimeSpan.FromSeconds(seconds);
        while (true)
        {
            Settle();
            Instant next = _engine.NextDeadline.IsNever ? end : Instant.Max(_engine.NextDeadline.When, Clock.Now);
            if (next >= end) break;
            Clock.Now = next;
        }

        Clock.Now = end;
        Settle();
    }

    /// <summary>A gateway has failed that often in a row, and the next start is waited for.</summary>
    public void CrashUntil(int starts)
    {
        for (int i = 0; i < 10_000 && !(Starts == starts && IsWaiting); i++) RunFor(0.05);
        Assert.Equal(starts, Starts);
    }

    public void Write(string config)
    {
        Storage.CreateDirectory(Directory);
        Storage.Write(Directory + "/" + Culvert.Config.ConfigDocuments.ConfigFileName, Encoding.UTF8.GetBytes(config));
    }

    bool IMachinePower.IsOurs => IsFirst;

    void IMachinePower.Restart() => throw new InvalidOperationException("the services end first");

    IEnumerable<int> IChildProcesses.Descriptors => [];

    int IChildProcesses.Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        // The kernel refuses a line that somebody else has.
        Assert.False(HasLine);
        Starts++;
        OnStart(this);
        return Starts;
    }

    void IChildProcesses.Terminate(int process) => Exit(0);

    void IChildProcesses.Nudge(int process)
    {
    }

    void IChildProcesses.Kill(int process) => Exit(9);

    bool IChildProcesses.TryTakeExit(out ChildExit exit) => _exits.TryDequeue(out exit);

    public void Dispose()
    {
        _keeper.Dispose();
        _wipe.Dispose();
        _log.Dispose();
        _logText.Dispose();
    }

    // Each input is followed by a turn; what a turn finishes at once is an input.
    private void Settle()
    {
        _engine.Settle();
        while (_exits.Count > 0 || _reset.HasDone)
        {
            _engine.TakeExits();
            _engine.Settle();
        }
    }

    private BoardHardware Open()
    {
        var hardware = new BoardHardware(_lab, Clock);
        _pins = hardware.Simulated!.Driver;
        // The finger does not care whose the line is.
        _pins.Drive(ButtonLine, level: !_isPressed);
        hardware.Buttons.Take();
        return hardware;
    }
}
