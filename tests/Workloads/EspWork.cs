using System.Net;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Crypto.Packet;
using Culvert.Esp;
using Culvert.Esp.Inner;
using Culvert.Testing;

namespace Culvert.Workloads;

/// <summary>Packets of one size through an SA and the SA at its other end, with every check that the gateway makes there.</summary>
public sealed class EspWork : IDisposable
{
    /// <summary>Packets of one turn: those of a large TCP packet, about.</summary>
    public const int Batch = 48;

    private const int UdpLength = 8;

    private readonly OutboundSa _out;
    private readonly InboundSa _in;
    private readonly byte[] _inner;
    private readonly byte[] _packets;
    private readonly int _length;

    /// <param name="provider">Computes AEAD ciphers; null: libcrypto.</param>
    /// <param name="innerLength">Octets of the inner packet with its headers.</param>
    public EspWork(EspProposal suite, AeadProvider? provider, int innerLength)
    {
        ArgumentNullException.ThrowIfNull(suite);
        TrafficSelector[] local = [TrafficSelector.FromPrefix(IpPrefix.Parse("10.60.0.0/16"))], remote = [TrafficSelector.FromPrefix(IpPrefix.Parse("10.50.0.0/16"))];
        var end = new IPEndPoint(IPAddress.Loopback, 4500);
        using var keys = new EspKeys(new Secret(new byte[(suite.KeyBits / 8) + suite.Encryption.SaltLength()]), new Secret(new byte[suite.Integrity.KeyLength()]));
        var parameters = new EspSaParameters(1, suite, keys, local, remote, end, end, UdpEncapsulated: true);
        _out = new OutboundSa(parameters, new SeededEntropy(1), aead: provider);
        _in = new InboundSa(parameters with { LocalSelectors = remote, RemoteSelectors = local }, provider);
        _inner = InnerPacket.Udp(InnerPacket.Local4, InnerPacket.Remote4, new byte[innerLength - IpHeader.IPv4Length - UdpLength]);
        _length = _out.SealedLength(innerLength);
        _packets = GC.AllocateArray<byte>(_length * Batch, pinned: true);
        for (int i = 0; i < Batch; i++) _inner.CopyTo(Packet(i)[_out.InnerOffset..]);
    }

    /// <summary>Seals each packet once more. What lies there is a packet anew after <see cref="Open"/>.</summary>
    public void Seal()
    {
        for (int i = 0; i < Batch; i++)
        {
            if (!_out.TrySeal(Packet(i), _inner.Length, IpProtocol.IPv4)) throw new InvalidOperationException("nothing is sealed any more");
        }
    }

    /// <summary>Opens what was sealed since.</summary>
    public void Open()
    {
        for (int i = 0; i < Batch; i++)
        {
            if (_in.Open(Packet(i)).Verdict != PacketVerdict.Accepted) throw new InvalidOperationException("a packet is not accepted");
        }
    }

    public void Dispose()
    {
        _out.Dispose();
        _in.Dispose();
    }

    private Span<byte> Packet(int index) => _packets.AsSpan(index * _length, _length);
}
