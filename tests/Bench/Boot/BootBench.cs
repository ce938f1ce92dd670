using Culvert.Lab;
using Culvert.Lab.Hosts;

namespace Culvert.Bench.Boot;

/// <summary>`make bench-boot`: how fast and how big the box is, beside a Debian with strongSwan that is started the same way.</summary>
internal static class BootBench
{
    private const int Rounds = 3;

    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments)
    {
        // The laboratory has no way out to where packages are.
        if (!LabEntry.IsInside) StrongSwanImage.Build(BoxImage.PackedKernel);
        LabEntry.Enter(arguments);
        if (LabEntry.WhyNot() is { } reason)
        {
            Console.Error.WriteLine($"bench: {reason}");
            return 1;
        }

        Console.Error.WriteLine("bench: a card is told of its tunnels");
        using var card = new BootCard();
        BootSubject[] subjects =
        [
            BootSubject.Culvert, BootSubject.StrongSwan, BootSubject.CulvertByBootLoader,
            BootSubject.CulvertObserved(card.Folder), BootSubject.StrongSwanObserved(card.Folder),
        ];
        List<BootMeasurement> measurements = [];
        List<double> busy = [], stolen = [];
        for (int round = 1; round <= Rounds; round++)
        {
            foreach (BootSubject subject in subjects)
            {
                Console.Error.WriteLine($"bench: round {round} of {Rounds}: {subject.Name}");
                busy.Add(MachineTime.BusyPercent());
                MachineTime start = MachineTime.Now;
                measurements.Add(BootRun.Measure(subject, card.Take()));
                stolen.Add(start.StolenPercent());
            }
        }

        var report = new BootReport(BootSizes.OfCulvert(), BootSizes.OfStrongSwan(), measurements, busy, stolen);
        Console.Write(report.ToMarkdown());
        string file = Path.Combine(Checkout.Root, "artifacts", "bench-boot.json");
        File.WriteAllText(file, report.ToJson());
        Console.Error.WriteLine($"bench: written to {file}");
        return 0;
    }
}
