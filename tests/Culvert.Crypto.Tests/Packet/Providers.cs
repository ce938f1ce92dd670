using Culvert.Crypto.Packet;

namespace Culvert.Crypto.Tests.Packet;

/// <summary>Those that this machine has.</summary>
internal static class Providers
{
    public static IReadOnlyList<AeadProvider> All { get; } = AeadProvider.Processor is { } processor ? [AeadProvider.LibCrypto, processor] : [AeadProvider.LibCrypto];

    public static IEnumerable<AeadProvider> Of(EncryptionAlgorithm algorithm) => All.Where(provider => provider.Offers(algorithm));
}
