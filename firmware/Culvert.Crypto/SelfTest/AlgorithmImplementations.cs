using Culvert.Core;
using Culvert.Crypto.Packet;

namespace Culvert.Crypto.SelfTest;

/// <summary>Who computes what: the parts that the self-test asks for known answers. Replaceable, so that a wrong one can be shown to be found.</summary>
public sealed record AlgorithmImplementations
{
    /// <summary>Those that the gateway uses.</summary>
    public static AlgorithmImplementations Platform { get; } = new()
    {
        CreatePrf = (algorithm, key) => new Prf(algorithm, key.Span),
        CreateSealer = (suite, keys) => PacketCiphers.CreateSealer(suite, keys),
        CreateOpener = (suite, keys) => PacketCiphers.CreateOpener(suite, keys),
        CreateSkCipher = SkCipher.Create,
    };

    public required Func<PrfAlgorithm, Secret, Prf> CreatePrf { get; init; }

    public required Func<EspProposal, EspKeys, IPacketSealer> CreateSealer { get; init; }

    public required Func<EspProposal, EspKeys, IPacketOpener> CreateOpener { get; init; }

    /// <summary>Suite, encryption key, integrity key.</summary>
    public required Func<IkeProposal, Secret, Secret, SkCipher> CreateSkCipher { get; init; }
}
