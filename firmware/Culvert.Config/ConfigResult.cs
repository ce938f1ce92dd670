using System.Diagnostics.CodeAnalysis;

namespace Culvert.Config;

/// <summary>A configuration, or everything that is wrong with it: never one and the other.</summary>
/// <param name="Config">Null exactly when there are problems.</param>
public sealed record ConfigResult(GatewayConfig? Config, IReadOnlyList<ConfigProblem> Problems)
{
    /// <summary>What a person should know of a configuration that can be used.</summary>
    public IReadOnlyList<ConfigProblem> Notes { get; init; } = [];

    [MemberNotNullWhen(true, nameof(Config))]
    public bool IsUsable => Config is not null;
}
