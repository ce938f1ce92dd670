using BenchmarkDotNet.Attributes;
using Culvert.Workloads;

namespace Culvert.Micro;

/// <summary>For each segment of a large TCP packet.</summary>
public class OffloadBenchmarks
{
    private readonly TcpWork _work = new();

    [Benchmark(OperationsPerInvoke = TcpWork.Segments)]
    public void Segment() => _work.Segment();

    [Benchmark(OperationsPerInvoke = TcpWork.Segments)]
    public void Coalesce() => _work.Coalesce();
}
