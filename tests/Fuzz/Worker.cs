using Culvert.Testing;

namespace Culvert.Fuzz;

/// <summary>One thread. What it feeds follows from its seed alone, whatever the others do.</summary>
/// <param name="stop">Asked for by whoever finds something.</param>
internal sealed class Worker(ulong seed, long count, CancellationTokenSource stop)
{
    private const int Batch = 100;

    // What costs most, a pair with keys for every third message, gets the smallest share: a second then buys the most.
    private readonly (ITarget Target, int Share)[] _targets =
    [
        (new IkeTarget(FuzzStage.First, seed), 4),
        (new IkeTarget(FuzzStage.Unauthenticated, seed), 1),
        (new IkeTarget(FuzzStage.Established, seed), 2),
        (new EspTarget(seed), 3),
    ];

    private Tally[] _tallies = [];

    /// <summary>Where it stands, one for each target. For any thread.</summary>
    public IReadOnlyList<Tally> Tallies => Volatile.Read(ref _tallies);

    public Finding? Finding { get; private set; }

    public void Run()
    {
        FeedAll();
        foreach ((ITarget target, _) in _targets) (target as IDisposable)?.Dispose();
    }

    private void FeedAll()
    {
        long[] fed = new long[_targets.Length];
        long total = 0;
        while (total < count && !stop.IsCancellationRequested)
        {
            for (int i = 0; i < _targets.Length && total < count; i++)
            {
                long some = Math.Min(_targets[i].Share * Batch, count - total);
                for (long j = 1; j <= some; j++)
                {
                    if (!TryFeed(_targets[i].Target, total + j)) return;
                }

                total += some;
                fed[i] += some;
            }

            Volatile.Write(ref _tallies, [.. _targets.Select((each, i) => new Tally(each.Target.Name, fed[i], each.Target.Rebuilds, [.. each.Target.Counted]))]);
        }
    }

    private bool TryFeed(ITarget target, long number)
    {
        try
        {
            target.FeedOne();
            return true;
        }
#pragma warning disable CA1031 // Any exception is what is being looked for.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            Finding = new Finding(seed, number, target.Name, target.Last, target.LastBytes, bug);
            stop.Cancel();
            return false;
        }
    }
}
