using Culvert.Core;
using Culvert.Crypto;
using Culvert.Crypto.SelfTest;

namespace Culvert.Ike.V2;

/// <summary>
/// Our half of a key exchange, and the shared secret when the peer's half is known. Owns the private value until
/// <see cref="TakePrivateValue"/> or <see cref="Discard"/>.
/// </summary>
internal sealed class KeyExchangeJob(IkeSa sa, IKeyExchange keyExchange, DhGroup group, Secret privateValue, byte[]? publicValue, byte[]? peerValue)
    : IkeJob
{
    public IkeSa Sa { get; } = sa;

    public DhGroup Group { get; } = group;

    public byte[]? PublicValue { get; private set; } = publicValue;

    /// <summary>Null when the peer's value is unacceptable, or was not there.</summary>
    public Secret? Shared { get; private set; }

    /// <summary>What went wrong on our side: libcrypto missing or out of memory.</summary>
    public Exception? Failure { get; private set; }

    /// <exception cref="SelfTestException">The group computes wrongly on this machine.</exception>
    public override void Run()
    {
        try
        {
            PublicValue ??= keyExchange.PublicValue(Group, privateValue);
            if (peerValue is not null) Shared = keyExchange.SharedSecret(Group, privateValue, peerValue);
        }
        // A pool thread must hand back every job, whatever happened; a group that computes wrongly is the end of the gateway.
        catch (Exception failure) when (failure is not SelfTestException)
        {
            Failure = failure;
        }
    }

    /// <summary>For the second half of an initiator's exchange.</summary>
    public Secret TakePrivateValue() => privateValue;

    public void Discard()
    {
        privateValue.Dispose();
        Shared?.Dispose();
    }
}
