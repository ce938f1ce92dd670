using Culvert.Control.Supervision;

namespace Culvert.Gateway.Supervision;

/// <summary>A service and the words that start it.</summary>
/// <param name="Arguments">Asked at each start.</param>
/// <param name="Program">Null: the binary that we are.</param>
internal sealed record ServiceCommand(SupervisedService Service, Func<IReadOnlyList<string>> Arguments, string? Program = null)
{
    /// <summary>One that is always started by the same words.</summary>
    public ServiceCommand(SupervisedService service, IReadOnlyList<string> arguments)
        : this(service, () => arguments)
    {
    }
}
