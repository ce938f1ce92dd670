using System.Text.Json;
using System.Text.Json.Serialization;

namespace Culvert.Gateway.ControlSocket;

/// <summary>What a client wants: a command's words, as on the command line. One JSON object on one line.</summary>
/// <param name="Json">The answer is for a program.</param>
/// <param name="Config">The configuration directory that "reload" is about; full path.</param>
/// <param name="Colour">The answer is for a terminal that understands ANSI escapes.</param>
internal sealed record ControlRequest(IReadOnlyList<string> Words, bool Json = false, string? Config = null, bool Colour = false)
{
    /// <summary>Octets of the longest request, line end included.</summary>
    public const int MaxLength = 16 * 1024;
}

/// <summary>What became of it. One JSON object on one line.</summary>
/// <param name="Exit">The client's exit code.</param>
/// <param name="Output">For its standard output, line ends included.</param>
/// <param name="Error">One line for its standard error; empty when there is none.</param>
internal sealed record ControlReply(int Exit, string Output, string Error)
{
    public static ControlReply Done(string output = "") => new(ExitCode.Done, output, "");

    public static ControlReply Failed(string error) => new(ExitCode.Failed, "", error);
}

[JsonSerializable(typeof(ControlRequest))]
[JsonSerializable(typeof(ControlReply))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ControlJson : JsonSerializerContext;
