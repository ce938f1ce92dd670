using System.Buffers.Binary;
using System.Collections.Concurrent;
using Culvert.Core;

namespace Culvert.Crypto.SelfTest;

/// <summary>
/// Asks each group for one known answer before its first result is given out, in the job that needs it. The slowest group takes
/// as long as the start of everything else, and hardly a connection uses more than one.
/// </summary>
public sealed class TestedKeyExchange(IKeyExchange tested) : IKeyExchange
{
    // A group that two jobs need first at the same time is asked twice, which does no harm.
    private readonly ConcurrentDictionary<DhGroup, bool> _isRight = new();

    /// <summary>The one that the gateway uses.</summary>
    public static TestedKeyExchange Platform { get; } = new(PlatformKeyExchange.Instance);

    public Secret NewPrivateValue(DhGroup group, IEntropy entropy) => tested.NewPrivateValue(group, entropy);

    /// <exception cref="SelfTestException">The group's arithmetic is wrong.</exception>
    public byte[] PublicValue(DhGroup group, Secret privateValue)
    {
        DemandRight(group);
        return tested.PublicValue(group, privateValue);
    }

    /// <exception cref="SelfTestException">The group's arithmetic is wrong.</exception>
    public Secret? SharedSecret(DhGroup group, Secret privateValue, ReadOnlySpan<byte> peerPublicValue)
    {
        DemandRight(group);
        return tested.SharedSecret(group, privateValue, peerPublicValue);
    }

    private void DemandRight(DhGroup group)
    {
        if (!_isRight.GetOrAdd(group, asked => KnownAnswers.Holds(() => IsRight(asked)))) throw new SelfTestException(SuiteNames.Group(group));
    }

    private bool IsRight(DhGroup group)
    {
        string expected = KnownAnswers.Exchanges.Single(known => known.Group == group).Shared;
        using Secret ours = PrivateValue(group, 0x10001), theirs = PrivateValue(group, 0x30005);
        using Secret? shared = tested.SharedSecret(group, ours, tested.PublicValue(group, theirs));
        return shared is not null && KnownAnswers.Begins(shared.Span, expected);
    }

    // An ECP scalar has the field's length, half of a public value; the others take any.
    private static Secret PrivateValue(DhGroup group, uint value)
    {
        bool isEcp = group is DhGroup.Ecp256 or DhGroup.Ecp384 or DhGroup.Ecp521;
        byte[] octets = new byte[isEcp ? group.PublicValueLength() / 2 : 32];
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(octets.Length - sizeof(uint)), value);
        return new Secret(octets);
    }
}
