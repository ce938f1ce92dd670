using BenchmarkDotNet.Attributes;
using Culvert.Workloads;

namespace Culvert.Micro;

/// <summary>A packet through an SA, by each provider: everything but the network.</summary>
public class EspBenchmarks : IDisposable
{
    private EspWork? _work;

    public static IEnumerable<Cipher> Ciphers => Cipher.All;

    [ParamsSource(nameof(Ciphers))]
    public Cipher? By { get; set; }

    [Params(64, 1400)]
    public int Octets { get; set; }

    [GlobalSetup]
    public void SetUp() => _work = new EspWork(By!.Suite, By.Provider, Octets);

    [GlobalCleanup]
    public void Dispose() => _work?.Dispose();

    [Benchmark(OperationsPerInvoke = EspWork.Batch)]
    public void Seal() => _work!.Seal();

    [Benchmark(OperationsPerInvoke = EspWork.Batch)]
    public void SealAndOpen()
    {
        _work!.Seal();
        _work.Open();
    }
}
