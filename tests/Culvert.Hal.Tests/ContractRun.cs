using Culvert.HalContract;

namespace Culvert.Hal.Tests;

/// <summary>Checks of the contract as tests of xunit: one that a rig cannot do is skipped with its reason.</summary>
internal static class ContractRun
{
    public static void Run<TRig>(this IEnumerable<ContractCheck<TRig>> checks, string name, TRig rig)
    {
        try
        {
            checks.Single(check => check.Name == name).Run(rig);
        }
        catch (ContractSkippedException reason)
        {
            Assert.Skip(reason.Message);
        }
    }
}
