using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Culvert.Crypto.SelfTest;
using Culvert.Gateway.Supervision;
using Culvert.Hal.Packets;
using Culvert.Ike;

namespace Culvert.Gateway.Loop;

/// <summary>A few threads for slow work (key exchanges), so that the control thread never waits for it.</summary>
internal sealed class JobPool : IJobRunner, IDisposable
{
    // The slowest job is a key exchange in a group of 8192 bits; one that takes that long hangs.
    private static readonly TimeSpan LongestJob = TimeSpan.FromSeconds(10);

    // An idle thread looks up that often, and so answers without being woken.
    private static readonly TimeSpan IdleTurn = TimeSpan.FromMilliseconds(500);

    private readonly BlockingCollection<IkeJob> _waiting = [];
    private readonly ConcurrentQueue<(IkeJob Job, Exception? Bug)> _done = new();
    private readonly IWakeSignal _finished;

    public JobPool(IWakeSignal finished, int threads)
    {
        _finished = finished;
        Pulses = [.. Enumerable.Range(1, threads).Select(number => new Pulse($"job-{number}", LongestJob, static () => { }))];
        foreach (Pulse pulse in Pulses) new Thread(() => Work(pulse)) { IsBackground = true, Name = pulse.Name }.Start();
    }

    /// <summary>The threads' signs of life.</summary>
    public IReadOnlyList<Pulse> Pulses { get; }

    /// <summary>IKE has one job per message in hand, so the number that waits is bounded by its own limits.</summary>
    public void Add(IkeJob job) => _waiting.Add(job);

    /// <summary>Takes a finished job. A job that threw is a bug of ours and throws here, on the thread that decides.</summary>
    /// <exception cref="SelfTestException">The job's group computes wrongly on this machine.</exception>
    public bool TryTakeDone([NotNullWhen(true)] out IkeJob? job)
    {
        job = null;
        if (!_done.TryDequeue(out (IkeJob Job, Exception? Bug) done)) return false;
        if (done.Bug is SelfTestException wrong) throw wrong;
        if (done.Bug is not null) throw new InvalidOperationException($"a job failed: {done.Job.GetType().Name}", done.Bug);
        job = done.Job;
        return true;
    }

    public void Dispose() => _waiting.CompleteAdding();

    private void Work(Pulse pulse)
    {
        while (!_waiting.IsCompleted)
        {
            pulse.Answer();
            if (!_waiting.TryTake(out IkeJob? job, IdleTurn)) continue;
            _done.Enqueue((job, Run(job)));
            _finished.Raise();
        }
    }

    private static Exception? Run(IkeJob job)
    {
        try
        {
            job.Run();
            return null;
        }
#pragma warning disable CA1031 // Carried to the control thread, which decides.
        catch (Exception bug)
        {
            return bug;
        }
#pragma warning restore CA1031
    }
}
