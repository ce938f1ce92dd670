namespace Culvert.Interop.Tests.Kernel;

/// <summary>The tests that share the virtual machine, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class KernelCollection : ICollectionFixture<KernelFixture>
{
    public const string Name = "kernel";

    /// <summary>`make test-vm` runs the tests with this trait, `make test` those without.</summary>
    public const string TraitName = "Needs", TraitValue = "vm";
}
