using System.Net;
using Culvert.Control.Tunnels;
using Culvert.Core;
using Culvert.Ike;
using Culvert.Testing;

namespace Culvert.Control.Tests.Tunnels;

/// <summary>One tunnel machine on a virtual clock that jumps from deadline to deadline; keeps what it ordered, and when.</summary>
internal sealed class MachineDriver
{
    public static readonly IPAddress Peer = IPAddress.Parse("192.0.2.1");

    private readonly Instant _start = Instant.FromSeconds(1000);

    public MachineDriver(TunnelRole role = TunnelRole.Initiate)
    {
        Now = _start;
        Machine = new TunnelMachine(Now, "t", new SeededEntropy(3));
        Machine.Configure(Peer, role, TimeSpan.FromSeconds(10));
    }

    public TunnelMachine Machine { get; }

    public Instant Now { get; private set; }

    /// <summary>Milliseconds from the start, and the order.</summary>
    public List<(int At, Type Order)> Orders { get; } = [];

    public List<StateChange> Changes { get; } = [];

    public int Elapsed => (int)(Now - _start).TotalMilliseconds;

    public TunnelState State => Machine.State;

    public IEnumerable<int> TimesOf<T>() => Orders.Where(order => order.Order == typeof(T)).Select(order => order.At);

    /// <summary>Fresh from connect: up with one child at the present instant.</summary>
    public MachineDriver Up()
    {
        Do(m => m.Connect(Now));
        Do(m => m.OutboundStarted(Now));
        Orders.Clear();
        return this;
    }

    public void Do(Action<TunnelMachine> action)
    {
        action(Machine);
        Machine.Settle(Now);
        Run();
    }

    public void Event(IkeEvent ikeEvent) => Do(machine => machine.Handle(Now, ikeEvent));

    public void Refused(IkeFailure why = IkeFailure.AuthenticationFailed, bool asResponder = false) =>
        Event(new IkeEvent.Refused("t", why, "they said no", asResponder));

    public void Lose(IkeFailure why)
    {
        Machine.OutboundLost();
        Event(new IkeEvent.IkeSaDown("t", why, "gone"));
    }

    public void Answer() => Event(new IkeEvent.PeerAnswered("t", Now));

    /// <summary>A sample as of now: our last packet and the peer's, both in milliseconds from the start; 0 is never.</summary>
    public void Traffic(int lastOut, int lastIn = 0, TimeSpan? roundTrip = null, long noSa = 0) => Do(machine => machine.HandleTraffic(
        Now, new TrafficSample("t", At(lastOut), At(lastIn), 0, 0, 0, 0, new TunnelDrops(0, 0, 0, noSa, 0, 0)), roundTrip));

    /// <summary>Lets time pass, stopping at every deadline.</summary>
    public void Pass(int milliseconds)
    {
        Instant end = Now + TimeSpan.FromMilliseconds(milliseconds);
        while (Machine.NextDeadline.When <= end)
        {
            Now = Instant.Max(Now, Machine.NextDeadline.When);
            Run();
        }

        Now = end;
    }

    /// <summary>As above, with a packet of ours every 10 ms that nobody answers, sampled every 100 ms.</summary>
    public void PassSending(int milliseconds)
    {
        for (int i = 0; i < milliseconds; i += 100)
        {
            Pass(100);
            Traffic(lastOut: Elapsed);
        }
    }

    public Instant At(int milliseconds) => milliseconds == 0 ? Instant.Zero : _start + TimeSpan.FromMilliseconds(milliseconds);

    private void Run()
    {
        Machine.HandleTimeout(Now);
        while (Machine.TryTakeCommand(out IkeCommand? command)) Orders.Add((Elapsed, command.GetType()));
        while (Machine.TryTakeChange(out StateChange? change)) Changes.Add(change);
    }
}
