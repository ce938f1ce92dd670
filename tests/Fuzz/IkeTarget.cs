using Culvert.Testing;

namespace Culvert.Fuzz;

/// <summary>Both ends of an IKE exchange at one stage.</summary>
internal sealed class IkeTarget(FuzzStage stage, ulong seed) : ITarget
{
    private readonly FuzzPair _pair = new(stage, seed);

    public string Name => $"IKE, {stage}";

    public long Rebuilds => _pair.Rebuilds;

    public string Last => _pair.Last;

    public ReadOnlyMemory<byte> LastBytes => _pair.LastBytes;

    public IEnumerable<KeyValuePair<string, long>> Counted =>
        [new("rightly-sealed", _pair.Sealed), new("answered", _pair.Answered), .. _pair.Counted];

    public void FeedOne() => _pair.FeedOne();
}
