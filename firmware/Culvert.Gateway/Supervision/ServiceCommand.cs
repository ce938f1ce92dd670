using Culvert.Control.Supervision;

namespace Culvert.Gateway.Supervision;

/// <summary>A service and the words that start it: the same binary with other arguments.</summary>
internal sealed record ServiceCommand(SupervisedService Service, IReadOnlyList<string> Arguments);
