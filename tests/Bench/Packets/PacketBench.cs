using System.Globalization;
using Culvert.Lab;

namespace Culvert.Bench.Packets;

/// <summary>`make bench`: every system's network is built once, then all are measured in turns, round by round.</summary>
internal static class PacketBench
{
    private const int Rounds = 3;

    public static int Run(string[] args)
    {
        LabEntry.Enter(args);
        if (LabEntry.WhyNot() is { } reason)
        {
            Console.Error.WriteLine($"bench: {reason}");
            return 1;
        }

        int rounds = int.TryParse(Environment.GetEnvironmentVariable("ROUNDS"), CultureInfo.InvariantCulture, out int wanted) ? wanted : Rounds;
        var selection = Selection.FromEnvironment();
        Footprint? footprint = selection.IsEverything ? Footprint.Measure() : null;
        List<Measurement> measurements = [];
        using (var contest = new Contest(selection))
        {
            for (int round = 1; round <= rounds; round++)
            {
                Console.Error.WriteLine($"bench: round {round} of {rounds}");
                measurements.AddRange(contest.Round(round));
            }
        }

        var report = new Report(footprint, measurements);
        Console.Write(report.ToMarkdown());
        Write("bench.json", report.ToJson());
        Write("bench.svg", new Plot(measurements).ToSvg());
        return 0;
    }

    private static void Write(string name, string text)
    {
        string file = Path.Combine(Checkout.Root, "artifacts", name);
        File.WriteAllText(file, text);
        Console.Error.WriteLine($"bench: written to {file}");
    }
}
