using Culvert.Bench;
using Culvert.Bench.Boot;
using Culvert.Bench.Crypto;
using Culvert.Lab;

if (args is ["boot"]) return BootBench.Run(args);
if (args is ["crypto"]) return CryptoBench.Run();
LabEntry.Enter(args);
if (LabEntry.WhyNot() is { } reason)
{
    Console.Error.WriteLine($"bench: {reason}");
    return 1;
}

const int rounds = 3;
var footprint = Footprint.Measure();
List<Measurement> measurements = [];
using (var contest = new Contest(["aes128-sha1", "aes128gcm16"]))
{
    for (int round = 1; round <= rounds; round++)
    {
        Console.Error.WriteLine($"bench: round {round} of {rounds}");
        measurements.AddRange(contest.Round());
    }
}

var report = new Report(footprint, measurements);
Console.Write(report.ToMarkdown());
string file = Path.Combine(Checkout.Root, "artifacts", "bench.json");
File.WriteAllText(file, report.ToJson());
Console.Error.WriteLine($"bench: written to {file}");
return 0;
