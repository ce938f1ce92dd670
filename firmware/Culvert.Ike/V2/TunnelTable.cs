using System.Net;

namespace Culvert.Ike.V2;

/// <summary>The configured tunnels.</summary>
internal sealed class TunnelTable
{
    public IReadOnlyList<IkeTunnelConfig> All { get; private set; } = [];

    public void Replace(IReadOnlyList<IkeTunnelConfig> tunnels) => All = [.. tunnels];

    public IkeTunnelConfig? Find(string name) => All.FirstOrDefault(t => t.Name == name);

    /// <summary>Those that may answer this address: the ones that name it, then the ones that any address will do.</summary>
    public IEnumerable<IkeTunnelConfig> WithPeer(IPAddress address) =>
        All.Where(t => address.Equals(t.RemoteAddress)).Concat(All.Where(t => t.RemoteAddress is null));
}
