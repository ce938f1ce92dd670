using System.Net;
using Culvert.Control.Tests.Status;
using Culvert.Control.Tunnels;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Tests.Tunnels;

public sealed class NatKeepaliveTests
{
    private readonly NatKeepalive _keepalive = new();

    [Theory]
    [InlineData(NatSituation.None, false)]
    [InlineData(NatSituation.Forced, false)]
    [InlineData(NatSituation.Remote, false)]
    [InlineData(NatSituation.Local, true)]
    [InlineData(NatSituation.Both, true)]
    public void Only_a_nat_on_our_side_needs_them(NatSituation nat, bool needed) =>
        Assert.Equal(needed, !_keepalive.Next(StatusSamples.Sa with { Nat = nat }, Instant.Zero).IsNever);

    [Fact]
    public void They_come_20_s_after_whatever_was_sent_last()
    {
        IkeSaStatus behindNat = StatusSamples.Sa with { Nat = NatSituation.Local, EstablishedAt = Instant.FromSeconds(100) };
        Assert.Equal(Instant.FromSeconds(120), _keepalive.Next(behindNat, Instant.Zero).When);
        Assert.Equal(Instant.FromSeconds(135), _keepalive.Next(behindNat, Instant.FromSeconds(115)).When);
        _keepalive.Sent(Instant.FromSeconds(135));
        Assert.Equal(Instant.FromSeconds(155), _keepalive.Next(behindNat, Instant.FromSeconds(115)).When);
    }

    [Fact]
    public void Without_an_sa_there_are_none() => Assert.True(_keepalive.Next(null, Instant.FromSeconds(5)).IsNever);
}
