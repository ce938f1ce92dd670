using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2;

/// <summary>Every IKE SA, in the order in which they began, found by the SPI that we gave it.</summary>
internal sealed class SaTable
{
    private readonly Dictionary<ulong, IkeSa> _bySpi = [];
    private readonly List<IkeSa> _all = [];

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
    }

    public void Remove(IkeSa sa)
    {
        if (_bySpi.Remove(sa.LocalSpi)) _all.Remove(sa);
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

    public IEnumerable<IkeSa> OfTunnel(string tunnel) => _all.Where(sa => sa.Tunnel.Name == tunnel);

    public bool AnyEstablishedBetween(Identity local, Identity remote) =>
        _all.Exists(sa => sa.State == IkeSaState.Established && sa.Tunnel.LocalId.Equals(local) && sa.Tunnel.RemoteId.Equals(remote));

    public IkeSa? NewestEstablished(string tunnel) =>
        OfTunnel(tunnel).Where(sa => sa.State == IkeSaState.Established).MaxBy(sa => sa.EstablishedAt);
}
