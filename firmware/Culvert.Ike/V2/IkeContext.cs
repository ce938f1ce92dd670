using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Ike.V2;

/// <summary>What all IKE SAs of the endpoint share.</summary>
internal sealed class IkeContext
{
    public IkeContext(IEntropy entropy, IKeyExchange keyExchange)
    {
        Entropy = entropy;
        KeyExchange = keyExchange;
        EspSpis = new EspSpis(entropy);
        Lingering = new LingeringChildren(Outbox, EspSpis);
        Attempts = new Attempts(this);
    }

    public IEntropy Entropy { get; }

    public IKeyExchange KeyExchange { get; }

    public IkeCounters Counters { get; } = new();

    public Outbox Outbox { get; } = new();

    public TunnelTable Tunnels { get; } = new();

    public SaTable Sas { get; } = new();

    public EspSpis EspSpis { get; }

    public LingeringChildren Lingering { get; }

    public Attempts Attempts { get; }

    public RefusalNews RefusalNews { get; } = new();

    public void Emit(IkeEvent ikeEvent) => Outbox.Events.Enqueue(ikeEvent);
}
