using System.Diagnostics;
using System.Globalization;

namespace Culvert.Fuzz;

/// <summary>Adds the threads up and says where they stand.</summary>
internal sealed class Report(IReadOnlyList<Worker> workers)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public void Print(bool isFinal)
    {
        IReadOnlyList<Tally> tallies = Sum();
        long fed = tallies.Sum(tally => tally.Fed);
        double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        Say($"fuzz: {fed:N0} datagrams in {seconds:N0} s, {fed / seconds:N0}/s");
        foreach (Tally tally in tallies)
        {
            Say($"  {tally.Target,-21} {tally.Fed,13:N0}, {tally.Rebuilds:N0} rebuilds");
            if (isFinal) Say($"    {string.Join(", ", tally.Counted.Where(each => each.Value > 0).Select(each => $"{each.Key} {each.Value}"))}");
        }
    }

    private Tally[] Sum() =>
        [.. workers.SelectMany(worker => worker.Tallies).GroupBy(tally => tally.Target).Select(group => group.Aggregate((sum, next) => sum.Plus(next)))];

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
