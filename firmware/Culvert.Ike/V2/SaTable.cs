using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2;

/// <summary>Every IKE SA, in the order in which they began, found by the SPI that we gave it.</summary>
internal sealed class SaTable
{
    private readonly Dictionary<ulong, IkeSa> _bySpi = [];
    private readonly List<IkeSa> _all = [];

    // Asked for each tunnel after each input.
    private readonly Dictionary<string, List<IkeSa>> _byTunnel = [];

    public IReadOnlyList<IkeSa> All => _all;

    public ulong NewSpi(IEntropy entropy)
    {
        ulong spi;
        do spi = entropy.NextUInt64();
        while (spi == 0 || _bySpi.ContainsKey(spi));
        return spi;
    }

    public void Add(IkeSa sa)
    {
        _bySpi.Add(sa.LocalSpi, sa);
        _all.Add(sa);
        Sort(sa.Tunnel.Name);
    }

    public void Remove(IkeSa sa)
    {
        if (!_bySpi.Remove(sa.LocalSpi)) return;
        _all.Remove(sa);
        Sort(sa.Tunnel.Name);
    }

    /// <summary>An IKE SA turned out to be another tunnel's than <paramref name="before"/>.</summary>
    public void Move(IkeSa sa, string before)
    {
        if (!_bySpi.ContainsKey(sa.LocalSpi)) return;
        Sort(before);
        Sort(sa.Tunnel.Name);
    }

    /// <summary>The IKE SA that a message belongs to, by both SPIs.</summary>
    public IkeSa? Find(IkeHeader header)
    {
        (ulong own, ulong peer) = header.FromInitiator ? (header.ResponderSpi, header.InitiatorSpi) : (header.InitiatorSpi, header.ResponderSpi);
        if (!_bySpi.TryGetValue(own, out IkeSa? sa) || sa.IsInitiator == header.FromInitiator) return null;
        // Before the answer to IKE_SA_INIT we do not know the peer's SPI; an error in its place carries none.
        return sa.RemoteSpi == peer || sa.RemoteSpi == 0 || peer == 0 ? sa : null;
    }

    /// <summary>
    /// The IKE SA that this very IKE_SA_INIT request has begun. Two hosts behind one NAT may draw the same SPI, and one
    /// host may change its mind; only identical bytes are a retransmission (RFC 7296 section 2.1).
    /// </summary>
    public IkeSa? FindByFirstRequest(ulong initiatorSpi, Datagram datagram) => _all.Find(sa =>
        !sa.IsInitiator && sa.RemoteSpi == initiatorSpi && sa.FirstRemote.Equals(datagram.Remote)
        && sa.FirstRequest.Span.SequenceEqual(datagram.Bytes.Span));

    /// <summary>In the order in which they began.</summary>
    public IReadOnlyList<IkeSa> OfTunnel(string tunnel) => _byTunnel.TryGetValue(tunnel, out List<IkeSa>? own) ? own : [];

    public bool AnyEstablishedBetween(Identity local, Identity remote) =>
        _all.Exists(sa => sa.State == IkeSaState.Established && sa.Tunnel.LocalId.Equals(local) && sa.Tunnel.RemoteId.Equals(remote));

    public IkeSa? NewestEstablished(string tunnel) =>
        OfTunnel(tunnel).Where(sa => sa.State == IkeSaState.Established).MaxBy(sa => sa.EstablishedAt);

    // A new list each time: whoever goes through the old one goes on undisturbed.
    private void Sort(string tunnel)
    {
        List<IkeSa> own = _all.FindAll(sa => sa.Tunnel.Name == tunnel);
        if (own.Count == 0) _byTunnel.Remove(tunnel);
        else _byTunnel[tunnel] = own;
    }
}
