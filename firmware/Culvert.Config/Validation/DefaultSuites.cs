using Culvert.Crypto;

namespace Culvert.Config;

/// <summary>What is offered when the configuration names no suite, strongest first; and the one that "--suite strong" offers.</summary>
public static class DefaultSuites
{
    public static IReadOnlyList<IkeProposal> Ike { get; } =
        [.. Parse<IkeProposal>(SuiteNames.TryParseIke, "aes256gcm16-prfsha384-ecp384", "aes128gcm16-prfsha256-ecp256", "aes256-sha256-modp2048")];

    public static IReadOnlyList<EspProposal> Esp { get; } =
        [.. Parse<EspProposal>(SuiteNames.TryParseEsp, "aes256gcm16-ecp384", "aes128gcm16-ecp256", "aes256-sha256-modp2048")];

    /// <summary>
    /// The same for a processor that has no instructions for AES: ChaCha20-Poly1305 wants none. A peer that does not know it takes
    /// one of the others.
    /// </summary>
    public static IReadOnlyList<EspProposal> EspWithoutAesInstructions { get; } =
        [.. Parse<EspProposal>(SuiteNames.TryParseEsp, "chacha20poly1305-ecp384"), .. Esp];

    public static IkeProposal StrongIke => Ike[0];

    public static EspProposal StrongEsp => Esp[0];

    /// <summary>What a tunnel offers on a processor without instructions for AES. Suites that the configuration names stay as they are.</summary>
    public static TunnelConfig WithoutAesInstructions(TunnelConfig tunnel) =>
        ReferenceEquals(tunnel.EspProposals, Esp) ? tunnel with { EspProposals = EspWithoutAesInstructions } : tunnel;

    private static IEnumerable<T> Parse<T>(SuiteParser<T> parse, params IReadOnlyList<string> suites) =>
        suites.SelectMany(text => parse(text, out IReadOnlyList<T>? parsed, out string? problem) ? parsed : throw new InvalidOperationException(problem));
}
