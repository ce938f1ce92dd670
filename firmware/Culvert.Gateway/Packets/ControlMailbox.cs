using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Culvert.Core;
using Culvert.Hal.Packets;
using Culvert.Ike;

namespace Culvert.Gateway.Packets;

/// <summary>What the packet threads leave for the control thread. Bounded: a flood of IKE costs IKE, not memory.</summary>
internal sealed class ControlMailbox(IWakeSignal attention, int capacity) : IDisposable
{
    private readonly ConcurrentQueue<Datagram> _ike = new();
    private readonly ConcurrentQueue<PacketPathEvent> _events = new();
    private int _waiting;

    public IWakeSignal Attention { get; } = attention;

    /// <summary>IKE messages that found the queue full. Written by the thread that receives.</summary>
    public Counter Overflow { get; } = new("ike-queue-full");

    /// <summary>Copies a message into the queue.</summary>
    public void PostIke(in ReceivedMessage message, ReadOnlySpan<byte> octets)
    {
        if (Volatile.Read(ref _waiting) >= capacity)
        {
            Overflow.Increment();
            return;
        }

        Interlocked.Increment(ref _waiting);
        _ike.Enqueue(new Datagram(message.Local.ToIPEndPoint(), message.Remote.ToIPEndPoint(), octets.ToArray()));
        Attention.Raise();
    }

    public void Post(PacketPathEvent pathEvent)
    {
        _events.Enqueue(pathEvent);
        Attention.Raise();
    }

    public bool TryTakeIke(out Datagram datagram)
    {
        if (!_ike.TryDequeue(out datagram)) return false;
        Interlocked.Decrement(ref _waiting);
        return true;
    }

    public bool TryTakeEvent([NotNullWhen(true)] out PacketPathEvent? pathEvent) => _events.TryDequeue(out pathEvent);

    public void Dispose() => Attention.Dispose();
}
