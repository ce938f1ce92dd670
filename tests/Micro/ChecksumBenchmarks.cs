using BenchmarkDotNet.Attributes;
using Culvert.Esp.Inner;

namespace Culvert.Micro;

/// <summary>The Internet checksum, alone and while copying.</summary>
public class ChecksumBenchmarks
{
    private byte[] _octets = [];
    private byte[] _copy = [];

    [Params(64, 1400)]
    public int Octets { get; set; }

    [GlobalSetup]
    public void SetUp() => (_octets, _copy) = (new byte[Octets], new byte[Octets]);

    [Benchmark]
    public uint Sum() => InternetChecksum.Sum(_octets);

    [Benchmark]
    public uint CopyAndSum() => InternetChecksum.CopyAndSum(_octets, _copy);
}
