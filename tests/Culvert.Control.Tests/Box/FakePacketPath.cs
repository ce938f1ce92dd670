using System.Net;
using Culvert.Core;
using Culvert.Esp;

namespace Culvert.Control.Tests.Box;

/// <summary>Does what it is told and complains about orders that cannot be carried out.</summary>
internal sealed class FakePacketPath
{
    private readonly List<(string Tunnel, EspSaParameters Sa)> _outbound = [];
    private readonly Dictionary<uint, EspSaParameters> _inbound = [];
    private readonly HashSet<uint> _used = [];

    public List<IPEndPoint> Keepalives { get; } = [];

    public int InboundCount => _inbound.Count;

    /// <summary>The newest.</summary>
    public EspSaParameters? Outbound(string tunnel) => _outbound.FindLast(entry => entry.Tunnel == tunnel).Sa;

    public void Apply(PathChange change)
    {
        switch (change)
        {
            case PathChange.InstallInbound install:
                Assert.True(install.Sa.Keys.Encryption.Span.Length > 0);
                _inbound.Add(install.Sa.Spi, install.Sa);
                break;
            case PathChange.RemoveInbound remove:
                Assert.True(_inbound.Remove(remove.Spi), $"{remove} was not installed");
                break;
            case PathChange.UseOutbound use:
                Assert.True(use.Sa.Keys.Encryption.Span.Length > 0);
                Assert.True(_used.Add(use.Sa.Spi), "an outbound SA is used twice: its sequence numbers would repeat");
                _outbound.Add((use.Tunnel, use.Sa));
                break;
            case PathChange.StopOutbound stop:
                Assert.Equal(1, _outbound.RemoveAll(entry => entry.Tunnel == stop.Tunnel && entry.Sa.Spi == stop.Spi));
                break;
            case PathChange.SendRaw raw:
                int index = _outbound.FindIndex(entry => entry.Tunnel == raw.Tunnel && entry.Sa.Spi == raw.Spi);
                _outbound[index] = (raw.Tunnel, _outbound[index].Sa with { UdpEncapsulated = false });
                break;
            case PathChange.SendNatKeepalive keepalive:
                Keepalives.Add(keepalive.Remote);
                break;
        }
    }
}
