using System.Globalization;
using Culvert.Fuzz;

if (!TryRead("COUNT", 200_000, out long count) || !TryRead("SEED", 1, out long seed) || !TryRead("THREADS", Environment.ProcessorCount, out long threads))
{
    Console.Error.WriteLine("fuzz: COUNT, SEED and THREADS are numbers above 0");
    return 2;
}

using var stop = new CancellationTokenSource();
Worker[] workers =
    [.. Enumerable.Range(0, (int)threads).Select(i => new Worker((ulong)(seed + i), (count / threads) + (i < count % threads ? 1 : 0), stop))];
var report = new Report(workers);
Thread[] running = [.. workers.Select(worker => new Thread(worker.Run))];
foreach (Thread thread in running) thread.Start();
using (new Timer(_ => report.Print(isFinal: false), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)))
{
    foreach (Thread thread in running) thread.Join();
}

report.Print(isFinal: true);
Finding[] findings = [.. workers.Select(worker => worker.Finding).OfType<Finding>()];
foreach (Finding finding in findings) Console.WriteLine(finding);
Console.WriteLine($"fuzz: seeds {seed} to {seed + threads - 1}: {(findings.Length == 0 ? "nothing broke" : $"{findings.Length} BROKE")}");
return findings.Length == 0 ? 0 : 1;

static bool TryRead(string name, long otherwise, out long value)
{
    value = otherwise;
    return Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text
        || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0);
}
