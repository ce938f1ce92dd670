using BenchmarkDotNet.Attributes;
using Culvert.Core;
using Culvert.Esp;
using Culvert.Esp.Inner;
using Culvert.Testing;

namespace Culvert.Micro;

/// <summary>What is asked of every packet.</summary>
public class CheckBenchmarks
{
    private readonly ReplayWindow _window = new(1024);
    private readonly SelectorPolicy _one = Policy(1), _sixteen = Policy(16);
    private readonly byte[] _packet = InnerPacket.Udp(InnerPacket.Local4, InnerPacket.Remote4, new byte[64]);
    private readonly IpHeader _header;
    private ulong _sequence;

    public CheckBenchmarks()
    {
        if (!IpHeader.TryParse(_packet, out _header) || !Selector() || !SelectorOfSixteen()) throw new InvalidOperationException("the packet is not permitted");
    }

    /// <summary>The next number: may it come, and now it has.</summary>
    [Benchmark]
    public bool Replay()
    {
        bool allowed = _window.Allows(++_sequence);
        _window.Advance(_sequence);
        return allowed;
    }

    [Benchmark]
    public bool Header() => IpHeader.TryParse(_packet, out _);

    [Benchmark]
    public bool Selector() => _one.PermitsOutbound(_packet, _header);

    /// <summary>The last of sixteen on either side matches.</summary>
    [Benchmark]
    public bool SelectorOfSixteen() => _sixteen.PermitsOutbound(_packet, _header);

    private static SelectorPolicy Policy(int count) => new(
        [.. Enumerable.Range(1, count).Select(number => Network($"10.{60 + count - number}.0.0/16"))],
        [.. Enumerable.Range(1, count).Select(number => Network($"10.{50 - count + number}.0.0/16"))]);

    private static TrafficSelector Network(string prefix) => TrafficSelector.FromPrefix(IpPrefix.Parse(prefix));
}
