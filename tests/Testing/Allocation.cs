namespace Culvert.Testing;

/// <summary>What a piece of code allocates on its thread.</summary>
public static class Allocation
{
    private const int Attempts = 5;

    /// <summary>
    /// The least of some runs, in octets. The runtime may allocate on any thread, for tiering for instance; what the code
    /// itself allocates it allocates every time.
    /// </summary>
    public static long Of(Action run)
    {
        run();
        long least = long.MaxValue;
        for (int i = 0; i < Attempts && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
