using System.Net;
using Culvert.Control;
using Culvert.Core;
using Culvert.Crypto;
using Culvert.Esp;
using Culvert.Gateway.Packets;
using Culvert.Hal.Simulated.Packets;
using Culvert.Testing;

namespace Culvert.Gateway.Tests.Packets;

/// <summary>Two packet paths, branch and far side, over a simulated wire, with one tunnel between them.</summary>
internal sealed class PathPair : IDisposable
{
    public const string Tunnel = "Tunnel1";
    public const uint SpiToFar = 0xc0ffee01, SpiToBranch = 0xc0ffee02;

    public static readonly IPEndPoint BranchEnd = new(IPAddress.Parse("198.51.100.1"), 4500), FarEnd = new(IPAddress.Parse("203.0.113.1"), 4500);
    public static readonly IPEndPoint BranchEnd6 = new(IPAddress.Parse("2001:db8:1::1"), 4500), FarEnd6 = new(IPAddress.Parse("2001:db8:2::1"), 4500);
    public static readonly EspProposal CbcSha1 = new(EncryptionAlgorithm.AesCbc, 128, IntegrityAlgorithm.HmacSha1_96);
    public static readonly EspProposal Gcm = new(EncryptionAlgorithm.AesGcm16, 128, IntegrityAlgorithm.None);

    private static readonly TrafficSelector[] Local = [.. Selectors("10.60.0.0/16", "2001:db8:60::/48")];
    private static readonly TrafficSelector[] Remote = [.. Selectors("10.50.0.0/16", "2001:db8:50::/48")];

    private readonly EspProposal _suite;

    public PathPair(EspProposal? suite = null)
    {
        _suite = suite ?? CbcSha1;
        BranchPlatform = new SimulatedPacketPlatform(Wire, BranchEnd.Address, BranchEnd6.Address);
        FarPlatform = new SimulatedPacketPlatform(Wire, FarEnd.Address, FarEnd6.Address);
        Branch = new PacketPath(BranchPlatform, new SeededEntropy(1), Clock, new PacketPathOptions(Mark: 0));
        Far = new PacketPath(FarPlatform, new SeededEntropy(2), Clock, new PacketPathOptions(Mark: 0));
        Branch.AddTunnel(Tunnel, BranchTun, 1422);
        Far.AddTunnel(Tunnel, FarTun, 1422);
    }

    public TestClock Clock { get; } = new();

    public SimulatedWire Wire { get; } = new();

    public SimulatedPacketPlatform BranchPlatform { get; }

    public SimulatedPacketPlatform FarPlatform { get; }

    public SimulatedTun BranchTun { get; } = new("Tunnel1");

    public SimulatedTun FarTun { get; } = new("Tunnel1");

    public PacketPath Branch { get; }

    public PacketPath Far { get; }

    /// <param name="toFar">Of the SA to the far side.</param>
    public PathPair Install(TrafficLimits toFar = default)
    {
        Far.Apply(new PathChange.InstallInbound(Tunnel, ToFar(seed: 1, forSender: false) with { Limits = toFar }));
        Branch.Apply(new PathChange.InstallInbound(Tunnel, ToBranch(forSender: false)));
        Branch.Apply(new PathChange.UseOutbound(Tunnel, ToFar(seed: 1, forSender: true) with { Limits = toFar }));
        Far.Apply(new PathChange.UseOutbound(Tunnel, ToBranch(forSender: true)));
        return this;
    }

    public EspSaParameters ToFar(ulong seed, bool forSender, uint spi = SpiToFar) => forSender
        ? new(spi, _suite, Keys(seed), Local, Remote, BranchEnd, FarEnd, UdpEncapsulated: true)
        : new(spi, _suite, Keys(seed), Remote, Local, FarEnd, BranchEnd, UdpEncapsulated: true);

    /// <summary>Both directions, over the outer family and in the form given, negotiated so at both ends.</summary>
    public PathPair Install(bool isIPv6, bool udp)
    {
        (IPEndPoint branch, IPEndPoint far) = isIPv6 ? (BranchEnd6, FarEnd6) : (BranchEnd, FarEnd);
        Far.Apply(new PathChange.InstallInbound(Tunnel, ToFar(seed: 1, forSender: false) with { Local = far, Remote = branch, UdpEncapsulated = udp }));
        Branch.Apply(new PathChange.InstallInbound(Tunnel, ToBranch(forSender: false) with { Local = branch, Remote = far, UdpEncapsulated = udp }));
        Branch.Apply(new PathChange.UseOutbound(Tunnel, ToFar(seed: 1, forSender: true) with { Local = branch, Remote = far, UdpEncapsulated = udp }));
        Far.Apply(new PathChange.UseOutbound(Tunnel, ToBranch(forSender: true) with { Local = far, Remote = branch, UdpEncapsulated = udp }));
        return this;
    }

    /// <summary>One more SA to the far side, for this far network only.</summary>
    public void AddToFar(uint spi, string farNetwork)
    {
        TrafficSelector[] far = [.. Selectors(farNetwork)];
        Far.Apply(new PathChange.InstallInbound(Tunnel, ToFar(spi, forSender: false, spi) with { LocalSelectors = far }));
        Branch.Apply(new PathChange.UseOutbound(Tunnel, ToFar(spi, forSender: true, spi) with { RemoteSelectors = far }));
    }

    public EspSaParameters ToBranch(bool forSender) => forSender
        ? new(SpiToBranch, _suite, Keys(2), Remote, Local, FarEnd, BranchEnd, UdpEncapsulated: true)
        : new(SpiToBranch, _suite, Keys(2), Local, Remote, BranchEnd, FarEnd, UdpEncapsulated: true);

    /// <summary>Routes a whole packet into the branch's tunnel.</summary>
    public void Send(byte[] packet) => BranchTun.Enqueue([.. new byte[10], .. packet]);

    /// <summary>Lets both paths move what they have.</summary>
    public void Step()
    {
        Branch.Step();
        Far.Step();
        Branch.Step();
    }

    public void Dispose()
    {
        Branch.Dispose();
        Far.Dispose();
    }

    private static IEnumerable<TrafficSelector> Selectors(params string[] prefixes) =>
        prefixes.Select(prefix => TrafficSelector.FromPrefix(IpPrefix.Parse(prefix)));

    private EspKeys Keys(ulong seed)
    {
        var entropy = new SeededEntropy(seed);
        return new EspKeys(
            new Secret(entropy.Bytes((_suite.KeyBits / 8) + _suite.Encryption.SaltLength())),
            new Secret(entropy.Bytes(_suite.Integrity.KeyLength())));
    }
}
