using System.Diagnostics.CodeAnalysis;
using Culvert.Gateway.Loop;
using Culvert.Ike;

namespace Culvert.Gateway.Tests.Loop;

/// <summary>Runs every job at once, on the calling thread.</summary>
internal sealed class InlineJobs : IJobRunner
{
    private readonly Queue<IkeJob> _done = new();

    public bool HasDone => _done.Count > 0;

    public void Add(IkeJob job)
    {
        job.Run();
        _done.Enqueue(job);
    }

    public bool TryTakeDone([NotNullWhen(true)] out IkeJob? job) => _done.TryDequeue(out job);
}
