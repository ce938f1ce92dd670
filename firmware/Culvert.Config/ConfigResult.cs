using System.Diagnostics.CodeAnalysis;

namespace Culvert.Config;

/// <summary>A configuration, or everything that is wrong with it: never one and the other.</summary>
/// <param name="Config">Null exactly when there are problems.</param>
public sealed record ConfigResult(GatewayConfig? Config, IReadOnlyList<ConfigProblem> Problems)
{
    [MemberNotNullWhen(true, nameof(Config))]
    public bool IsUsable => Config is not null;
}
