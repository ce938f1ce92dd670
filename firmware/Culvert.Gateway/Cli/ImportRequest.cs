using Culvert.Config.Import;

namespace Culvert.Gateway.Cli;

/// <summary>What the command line of <c>culvert import</c> says.</summary>
internal sealed record ImportRequest(
    IReadOnlyList<string> Files,
    IReadOnlyList<string> SecretFiles,
    ImportOptions Options,
    string Config,
    string Control,
    bool DryRun,
    bool Json);
