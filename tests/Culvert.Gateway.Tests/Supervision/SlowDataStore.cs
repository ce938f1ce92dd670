using Culvert.Hal;

namespace Culvert.Gateway.Tests.Supervision;

/// <summary>A store in the middle of a wipe, which takes as long as the test wants.</summary>
internal sealed class SlowDataStore(Action<Action> wipe) : IDataStore
{
    public string Name => "/nowhere/culvert";

    public bool IsWipePending { get; private set; } = true;

    public bool HasLeftover => false;

    public void ClearLeftover()
    {
    }

    public void MarkForWipe() => IsWipePending = true;

    public void Wipe(Action onProgress)
    {
        wipe(onProgress);
        IsWipePending = false;
    }
}
