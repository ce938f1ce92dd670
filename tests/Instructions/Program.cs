using Culvert.Hal.Linux.Power;
using Culvert.Instructions;

// The first process of a machine whose time is its instructions. `Bench/Instructions` starts it and reads what it says.
try
{
    Trial.RunAll();
    Console.WriteLine("SAY done");
}
#pragma warning disable CA1031 // Whatever goes wrong is told; without its first process a kernel panics.
catch (Exception failure)
{
    Console.WriteLine($"SAY failed: {failure}");
}
#pragma warning restore CA1031

Console.Out.Flush();
new LinuxMachinePower().Restart();
