using Culvert.Lab;

namespace Culvert.Bench.Instructions;

/// <summary>`make bench-arm64`: how many instructions a packet takes on the boards' processors, which is the same on every machine that emulates them.</summary>
internal static class InstructionBench
{
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments)
    {
        // The laboratory, where the emulator is, has no way out to where packages are.
        if (!LabEntry.IsInside) InstructionImage.Build();
        LabEntry.Enter(arguments);
        if (LabEntry.WhyNot() is { } reason)
        {
            Console.Error.WriteLine($"bench: {reason}");
            return 1;
        }

        foreach (Processor processor in Processor.All) Print(processor);
        return 0;
    }

    private static void Print(Processor processor)
    {
        IReadOnlyList<InstructionCount> counts = processor.Run();
        (int Octets, string Step)[] columns = [.. counts.Where(count => count.Work == counts[0].Work).Select(count => (count.Octets, count.Step))];
        Console.WriteLine($"| {processor.Name} | {string.Join(" | ", columns.Select(column => $"{column.Octets}: {column.Step}"))} |");
        Console.WriteLine($"|---|{string.Concat(columns.Select(_ => "---|"))}");
        foreach (IGrouping<string, InstructionCount> work in counts.GroupBy(count => count.Work))
            Console.WriteLine($"| {work.Key} | {string.Join(" | ", columns.Select(column => work.FirstOrDefault(count => (count.Octets, count.Step) == column)?.Instructions))} |");
        Console.WriteLine();
    }
}
