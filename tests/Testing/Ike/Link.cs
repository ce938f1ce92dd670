using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Testing;

/// <summary>A wire with faults, all drawn from one seed. Keeps everything that was sent.</summary>
public sealed class Link(ulong seed)
{
    private readonly SeededEntropy _entropy = new(seed);
    private readonly PriorityQueue<Datagram, (Instant At, long Order)> _underWay = new();
    private long _order;

    public TimeSpan Latency { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Shares of messages, 0 to 1.</summary>
    public double Loss { get; set; }

    public double Duplication { get; set; }

    /// <summary>Share that is delayed by up to twenty latencies.</summary>
    public double Reordering { get; set; }

    /// <summary>Share with one bit flipped.</summary>
    public double Corruption { get; set; }

    /// <summary>True: this message never arrives.</summary>
    public Func<WireMessage, bool> Drops { get; set; } = _ => false;

    /// <summary>A NAT on the path; null drops.</summary>
    public Func<Datagram, Datagram?> Translate { get; set; } = d => d;

    public List<WireMessage> Sent { get; } = [];

    public Instant? NextArrival => _underWay.TryPeek(out _, out (Instant At, long) first) ? first.At : null;

    /// <summary>Addresses are the sender's: Local is where it comes from.</summary>
    public void Send(Instant now, string sender, Datagram datagram)
    {
        var message = new WireMessage(now, sender, datagram);
        Sent.Add(message);
        if (Drops(message) || _entropy.NextDouble() < Loss) return;
        Put(now, datagram);
        if (_entropy.NextDouble() < Duplication) Put(now, datagram);
    }

    /// <summary>A datagram that nobody sent.</summary>
    public void Inject(Instant now, Datagram fromSender) => Put(now, fromSender);

    public bool TryReceive(Instant now, out Datagram datagram)
    {
        datagram = default;
        if (NextArrival is not { } at || at > now) return false;
        datagram = _underWay.Dequeue();
        return true;
    }

    private void Put(Instant now, Datagram datagram)
    {
        if (Translate(datagram) is not { } translated) return;
        Instant arrival = now + Latency;
        if (_entropy.NextDouble() < Reordering) arrival += Latency * (20 * _entropy.NextDouble());
        if (_entropy.NextDouble() < Corruption) translated = Corrupted(translated);
        _underWay.Enqueue(translated, (arrival, _order++));
    }

    private Datagram Corrupted(Datagram datagram)
    {
        byte[] bytes = datagram.Bytes.ToArray();
        if (bytes.Length > 0) bytes[_entropy.NextUInt32() % bytes.Length] ^= (byte)(1 << (int)(_entropy.NextUInt32() % 8));
        return datagram with { Bytes = bytes };
    }
}
