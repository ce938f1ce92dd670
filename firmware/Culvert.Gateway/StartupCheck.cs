using Culvert.Crypto.LibCrypto;
using Culvert.Crypto.SelfTest;

namespace Culvert.Gateway;

/// <summary>What must be so before anything else is begun.</summary>
internal static class StartupCheck
{
    /// <exception cref="UserException">The cryptographic library is missing, or computes something wrongly.</exception>
    public static void Algorithms(AlgorithmImplementations implementations)
    {
        if (!LibCryptoLibrary.IsAvailable(out string? missing)) throw new UserException(missing);
        if (new AlgorithmSelfTest(implementations).FindFailure() is { } algorithm)
            throw Explain(new SelfTestException(algorithm));
    }

    /// <summary>What a person can do about an algorithm that computes wrongly, whenever that was found.</summary>
    public static UserException Explain(SelfTestException wrong) => new(
        $"{wrong.Message}, cryptography on this machine, install OpenSSL 3 again (Debian: libssl3); if that changes nothing, its processor is broken");
}
