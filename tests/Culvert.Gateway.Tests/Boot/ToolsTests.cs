using Culvert.Core;
using Culvert.Gateway.Boot;
using Culvert.Gateway.Tests.Packets;
using Culvert.Hal.Processes;

namespace Culvert.Gateway.Tests.Boot;

public sealed class ToolsTests : IChildProcesses
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestClock _clock = new();
    private ChildExit? _exit;
    private TimeSpan _endsAfter = TimeSpan.MaxValue;
    private Instant _start;
    private bool _diesOfSignals = true;

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void The_exit_code_is_told(int code)
    {
        (_endsAfter, _exit) = (TimeSpan.FromSeconds(3), new ChildExit(1, IsSignal: false, code));
        Assert.Equal(code, Run());
    }

    [Fact]
    public void One_that_takes_too_long_is_ended()
    {
        Assert.Null(Run());
        Assert.InRange(_clock.Now - _start, Patience, Patience + TimeSpan.FromSeconds(1));
    }

    // It waits for a disk that hangs: the kernel ends it when that answers, which may be never.
    [Fact]
    public void One_that_no_signal_ends_is_left_behind()
    {
        _diesOfSignals = false;
        Assert.Null(Run());
        Assert.InRange(_clock.Now - _start, Patience, Patience + TimeSpan.FromSeconds(15));
    }

    private int? Run()
    {
        _start = _clock.Now;
        return new Tools(this, _clock, time => _clock.Now += time).Run("/sbin/tool", [], Patience);
    }

    IEnumerable<int> IChildProcesses.Descriptors => [];

    int IChildProcesses.Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment) => 1;

    void IChildProcesses.Terminate(int process)
    {
    }

    void IChildProcesses.Nudge(int process)
    {
    }

    void IChildProcesses.Kill(int process)
    {
        if (_diesOfSignals) (_endsAfter, _exit) = (TimeSpan.Zero, new ChildExit(1, IsSignal: true, 9));
    }

    bool IChildProcesses.TryTakeExit(out ChildExit exit)
    {
        bool hasEnded = _clock.Now - _start >= _endsAfter;
        exit = hasEnded ? _exit!.Value : default;
        return hasEnded;
    }
}
