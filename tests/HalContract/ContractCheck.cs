namespace Culvert.HalContract;

/// <summary>One thing that every implementation must do, whatever runs it.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="Run">Throws <see cref="ContractException"/> when it is not so; takes a rig of its own.</param>
public sealed record ContractCheck<TRig>(string Name, Action<TRig> Run)
{
    public override string ToString() => Name;
}
