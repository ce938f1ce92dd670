using Culvert.Crypto;

namespace Culvert.Config;

/// <summary>What is offered when the configuration names no suite, strongest first; and the one that "--suite strong" offers.</summary>
public static class DefaultSuites
{
    public static IReadOnlyList<IkeProposal> Ike { get; } =
        [ParseIke("aes128gcm16-prfsha256-ecp256"), ParseIke("aes256-sha256-modp2048")];

    public static IReadOnlyList<EspProposal> Esp { get; } = [ParseEsp("aes128gcm16-ecp256"), ParseEsp("aes256-sha256-modp2048")];

    public static IkeProposal StrongIke => Ike[0];

    public static EspProposal StrongEsp => Esp[0];

    private static IkeProposal ParseIke(string text) =>
        SuiteNames.TryParseIke(text, out IkeProposal? suite, out string? problem) ? suite : throw new InvalidOperationException(problem);

    private static EspProposal ParseEsp(string text) =>
        SuiteNames.TryParseEsp(text, out EspProposal? suite, out string? problem) ? suite : throw new InvalidOperationException(problem);
}
