using Culvert.Crypto;
using Culvert.Crypto.Packet;
using Culvert.Workloads;

namespace Culvert.Micro;

/// <summary>A suite, and who computes it.</summary>
public sealed record Cipher(EspProposal Suite, AeadProvider Provider)
{
    /// <summary>Every suite by libcrypto, and by the processor where that offers it.</summary>
    public static IEnumerable<Cipher> All =>
        from suite in WorkSuites.All
        from provider in (AeadProvider?[])[AeadProvider.LibCrypto, AeadProvider.Processor]
        where provider is not null && (provider == AeadProvider.LibCrypto || provider.Offers(suite.Encryption))
        select new Cipher(suite, provider);

    public override string ToString() => $"{Suite} by {Provider.Name}";
}
