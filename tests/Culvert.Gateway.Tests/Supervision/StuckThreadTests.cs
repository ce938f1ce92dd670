using Culvert.Core;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.Hardware;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Loop;
using Culvert.Gateway.Packets;
using Culvert.Gateway.Reset;
using Culvert.Gateway.Supervision;
using Culvert.Gateway.Tests.Logging;
using Culvert.Hal.Gpio;
using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Packets;
using Culvert.Hal.Packets;
using Culvert.Hal.Simulated;
using Culvert.Ike;

namespace Culvert.Gateway.Tests.Supervision;

/// <summary>Every kind of thread that the gateway has is noticed when it is stuck, and when it answers again.</summary>
public sealed class StuckThreadTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly LinuxWakeSignal _finished = new();
    private readonly ManualResetEventSlim _isStuck = new(), _mayGoOn = new();

    [Fact]
    public void A_packet_thread()
    {
        var work = new StickyWork(Stick);
        using var loop = new PacketLoop("receiver", work, new LinuxPacketPlatform(_ => { }).CreateWaiter(), new SnapshotBoard());
        loop.Start(() => { });
        work.Sticks = true;
        loop.Wake();
        AssertNoticed(loop.Pulse, TimeSpan.FromSeconds(2));
        loop.Stop();
    }

    [Fact]
    public void A_job_thread()
    {
        using var pool = new JobPool(_finished, threads: 1);
        pool.Add(new Job(Stick));
        AssertNoticed(Assert.Single(pool.Pulses), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void The_thread_of_a_factory_reset()
    {
        using var wipe = new DataWipe(new SlowDataStore(_ => Stick()), new ConfigStore(new SimulatedStorage(), "/nowhere/culvert"));
        var thread = new ResetThread(wipe, _finished);
        Pulse pulse = Assert.Single(thread.Pulses);
        AssertAnswers(pulse, Instant.FromSeconds(1));
        thread.Begin(Control.Reset.ResetStep.Wipe);
        AssertNoticed(pulse, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void A_factory_reset_that_gets_on_is_not_stuck()
    {
        using var asked = new ManualResetEventSlim();
        using var wipe = new DataWipe(
            new SlowDataStore(progress =>
            {
                _isStuck.Set();
                asked.Wait(Limit);
                progress();
                Stick();
            }),
            new ConfigStore(new SimulatedStorage(), "/nowhere/culvert"));
        var thread = new ResetThread(wipe, _finished);
        thread.Begin(Control.Reset.ResetStep.Wipe);
        Assert.True(_isStuck.Wait(Limit));
        Pulse pulse = Assert.Single(thread.Pulses);
        pulse.Ask(Instant.Zero);
        asked.Set();
        Assert.True(SpinWait.SpinUntil(() => pulse.IsAlive(Instant.FromSeconds(10_000)), Limit));
        _mayGoOn.Set();
    }

    [Fact]
    public void The_thread_that_brings_edges()
    {
        var driver = new Driver();
        Pulse pulse = BoardHardware.PulseOf(driver);
        AssertAnswers(pulse, Instant.FromSeconds(1));
        driver.IsStuck = true;
        pulse.Ask(Instant.FromSeconds(2));
        Assert.True(pulse.IsAlive(Instant.FromSeconds(3.9)));
        Assert.False(pulse.IsAlive(Instant.FromSeconds(4)));
        driver.Turned();
        Assert.True(pulse.IsAlive(Instant.FromSeconds(5)));
    }

    public void Dispose()
    {
        _mayGoOn.Set();
        _finished.Dispose();
    }

    private static void AssertAnswers(Pulse pulse, Instant now)
    {
        pulse.Ask(now);
        Assert.True(SpinWait.SpinUntil(() => pulse.IsAlive(now + TimeSpan.FromHours(1)), Limit));
    }

    private void Stick()
    {
        _isStuck.Set();
        _mayGoOn.Wait(Limit);
    }

    // Once the thread hangs, the health check asks it, hears nothing, says so, and hears it again.
    private void AssertNoticed(Pulse pulse, TimeSpan longest)
    {
        Assert.True(_isStuck.Wait(Limit));
        using var written = new WholeText();
        var log = new Log(written, LogLevel.Info, TimeProvider.System);
        int alive = 0;
        var health = new HealthCheck([pulse], () => alive++, log);
        Instant now = Instant.FromSeconds(1000);
        health.HandleTimeout(now);
        health.HandleTimeout(now + longest - TimeSpan.FromSeconds(1));
        Assert.True(health.IsWell);
        now += longest;
        health.HandleTimeout(now);
        Assert.False(health.IsWell);
        Assert.Equal(2, alive);
        _mayGoOn.Set();
        Assert.True(SpinWait.SpinUntil(() => pulse.IsAlive(now + TimeSpan.FromHours(1)), Limit));
        health.HandleTimeout(now + TimeSpan.FromSeconds(1));
        Assert.True(health.IsWell);
        Assert.Contains($"thread {pulse.Name} does not answer", written.Of(log), StringComparison.Ordinal);
    }

    private sealed class StickyWork(Action stick) : IPacketWork
    {
        public volatile bool Sticks;

        public IPacketSource[] SourcesOf(PathSnapshot snapshot) => [];

        public bool Run(PathSnapshot snapshot, IPacketWaiter waiter)
        {
            if (Sticks) stick();
            return true;
        }
    }

    private sealed class Job(Action work) : IkeJob
    {
        public override void Run() => work();
    }

    private sealed class Driver : IDriverThread
    {
        public bool IsStuck { get; set; }

        public string Name => "gpio";

        public Action Turned { get; set; } = () => { };

        public void Wake()
        {
            if (!IsStuck) Turned();
        }
    }
}
