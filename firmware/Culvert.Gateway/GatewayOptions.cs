using Culvert.Crypto.SelfTest;
using Culvert.Gateway.Logging;

namespace Culvert.Gateway;

/// <summary>What the command line of <c>culvert run</c> says.</summary>
/// <param name="Config">Configuration directory.</param>
/// <param name="Board">A known board's name or a file.</param>
/// <param name="Control">Path of the control socket.</param>
internal sealed record GatewayOptions(string Config, string Board, string Control, LogLevel LogLevel)
{
    /// <summary>What the self-test at the start examines.</summary>
    public AlgorithmImplementations Algorithms { get; init; } = AlgorithmImplementations.Platform;
}
