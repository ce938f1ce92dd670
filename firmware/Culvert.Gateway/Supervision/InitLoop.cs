using Culvert.Core;
using Culvert.Gateway.ControlSocket;
using Culvert.Hal;
using Culvert.Hal.Linux;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Supervision;

/// <summary>The one thread that decides in <c>culvert init</c>: waits for signs of life, signals, the board and deadlines.</summary>
internal sealed class InitLoop(
    InitEngine engine, NotifyListener listener, InitSignals signals, BoardKeeper keeper, IWakeSignal resetDone, ControlServer clients, InitCommands commands, IMonotonicClock clock)
{
    private readonly PollSet _poll = new();

    /// <summary>Runs until a signal or an order asks for the end and every service has ended.</summary>
    public void Run()
    {
        while (true)
        {
            engine.Settle();
            if (engine.IsStopped) return;
            _poll.Clear();
            int signal = _poll.Add(signals.Descriptor);
            int news = _poll.Add(listener.Descriptor);
            int step = _poll.Add(resetDone.Descriptor);
            _poll.Add(keeper.Descriptor);
            foreach (int ended in engine.ChildDescriptors) _poll.Add(ended);
            clients.Watch(_poll);
            _poll.Wait(TimeLeft());
            // Before a signal to stop: what has ended by itself is asked for nothing.
            engine.TakeExits();
            if (_poll.IsReadable(signal)) TakeSignals();
            if (_poll.IsReadable(news)) engine.Take(listener.Take());
            if (_poll.IsReadable(step)) resetDone.Lower();
            clients.Serve(_poll, clock.Now, commands.Execute);
        }
    }

    private void TakeSignals()
    {
        signals.Lower();
        if (signals.StopWanted) engine.Stop();
    }

    private TimeSpan? TimeLeft()
    {
        Deadline next = Deadline.Earliest(engine.NextDeadline, clients.NextDeadline);
        if (next.IsNever) return null;
        TimeSpan left = next.When - clock.Now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
