using Culvert.Core;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Packets;
using Culvert.Gateway.Supervision;
using Culvert.Hal;
using Culvert.Hal.Linux;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Loop;

/// <summary>
/// The control thread: waits for packets, finished jobs, clients, signals, changes of the machine's network and
/// deadlines, and hands each to the engine. Nothing in here is slow and nothing is locked.
/// </summary>
internal sealed class ControlLoop(
    GatewayEngine engine,
    GatewayCommands commands,
    PacketPath packets,
    IWakeSignal jobsDone,
    INetworkMonitor network,
    Signals signals,
    ControlServer clients,
    FrontPanel front,
    HealthCheck health,
    IMonotonicClock clock,
    Log log)
{
    // The contract is 3 s from SIGTERM to the end; putting the machine back needs a little of it.
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(2.5);

    // Changes come in bursts (an interface going down takes its routes along).
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(50);

    private readonly PollSet _poll = new();
    private Deadline _stopBy = Deadline.Never;
    private Deadline _lookAt = Deadline.Never;

    private bool IsStopping => !_stopBy.IsNever;

    /// <summary>Runs until a signal ends it in an orderly way.</summary>
    public void Run()
    {
        while (!(IsStopping && (engine.IsStopped || _stopBy.IsDue(clock.Now))))
        {
            front.ShowLeds();
            _poll.Clear();
            int packet = _poll.Add(packets.Attention.Descriptor);
            int job = _poll.Add(jobsDone.Descriptor);
            int signal = _poll.Add(signals.Descriptor);
            int news = _poll.Add(network.Descriptor);
            int button = _poll.Add(front.Descriptor);
            foreach (int ended in engine.ChildDescriptors) _poll.Add(ended);
            clients.Watch(_poll);
            _poll.Wait(TimeLeft());
            if (_poll.IsReadable(button)) front.TakeEdges();
            if (_poll.IsReadable(packet)) engine.TakePackets();
            if (_poll.IsReadable(job)) TakeJobs();
            if (_poll.IsReadable(news)) TakeNews();
            if (_poll.IsReadable(signal)) TakeSignals();
            engine.TakeExits();
            clients.Serve(_poll, clock.Now, commands.Execute);
            TakeDeadlines();
        }

        if (!engine.IsStopped) log.Warning("control", "not every peer has answered the DELETE; leaving all the same");
    }

    private void TakeJobs()
    {
        jobsDone.Lower();
        if (engine.TakeJobs()) jobsDone.Raise();
    }

    // The first of a burst starts the clock and the others do not push it on: a restless network is looked at all the same.
    private void TakeNews()
    {
        if (network.TakeChanges() && _lookAt.IsNever) _lookAt = new Deadline(clock.Now + Settling, "network change");
    }

    private void TakeSignals()
    {
        bool reload = signals.TakeReload();
        if (signals.StopWanted && !IsStopping)
        {
            log.Info("control", "stopping: deleting the security associations at the peers");
            _stopBy = new Deadline(clock.Now + GoodbyeLimit, "stop");
            engine.Stop();
        }
        else if (reload && !IsStopping)
        {
            commands.Reload();
        }
    }

    private void TakeDeadlines()
    {
        health.HandleTimeout(clock.Now);
        if (engine.NextDeadline.IsDue(clock.Now)) engine.Tick();
        front.Tick();
        if (!_lookAt.IsDue(clock.Now)) return;
        _lookAt = Deadline.Never;
        engine.NetworkChanged();
    }

    private TimeSpan? TimeLeft()
    {
        Deadline next = new[] { engine.NextDeadline, clients.NextDeadline, front.NextDeadline, health.NextDeadline, _lookAt, _stopBy }.Aggregate(Deadline.Earliest);
        TimeSpan left = next.When - clock.Now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
