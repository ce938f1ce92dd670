namespace Culvert.HalContract;

/// <summary>One thing that every implementation must do, whatever runs it.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="Run">
/// Takes a rig of its own. Throws <see cref="ContractException"/> when it is not so, <see cref="ContractSkippedException"/> when
/// the rig cannot tell.
/// </param>
public sealed record ContractCheck<TRig>(string Name, Action<TRig> Run)
{
    public override string ToString() => Name;
}
