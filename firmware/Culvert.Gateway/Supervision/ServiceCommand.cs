using Culvert.Control.Supervision;

namespace Culvert.Gateway.Supervision;

/// <summary>A service and the words that start it.</summary>
/// <param name="Program">Null: the binary that we are.</param>
internal sealed record ServiceCommand(SupervisedService Service, IReadOnlyList<string> Arguments, string? Program = null);
