using Culvert.Core;

namespace Culvert.Ike.V2;

/// <summary>
/// Which CHILD SA carries each tunnel's packets out. Sending never goes back to one that it has left, since its sequence
/// numbers may not be used twice: where only such a one remains, it is rekeyed.
/// </summary>
internal sealed class Carriers(SaTable sas)
{
    private readonly Dictionary<string, ChildRecord> _current = [];

    public void Use(string tunnel, ChildRecord child) => _current[tunnel] = child;

    public void Drop(string tunnel, ChildRecord child)
    {
        if (_current.GetValueOrDefault(tunnel) == child) _current.Remove(tunnel);
    }

    /// <summary>Something ended. If it carried the tunnel and another IKE SA could, that one gets a new CHILD SA.</summary>
    public void Recover(Instant now, string tunnel)
    {
        if (_current.ContainsKey(tunnel) || sas.NewestEstablished(tunnel) is not { NewestChild: { } child } sa) return;
        if (child.OutboundReady || child.OutboundStopped) sa.RekeyChild(now, child);
    }
}
