using Culvert.Core;

namespace Culvert.Crypto;

/// <summary>
/// A MODP group with a subgroup of prime order (RFC 5114 section 2). Others of its subgroups are small: a value from one
/// would give our private value away bit by bit, so that every peer's value is checked (RFC 6989 section 2.2).
/// </summary>
internal sealed class PrimeSubgroup(string prime, string generator, string order) : ModpGroup(prime, Convert.FromHexString(generator))
{
    private readonly byte[] _order = Convert.FromHexString(order);

    public override Secret NewPrivateValue(IEntropy entropy) => PrivateScalar.Draw(entropy, _order);

    /// <summary>y ^ q = 1.</summary>
    protected override bool IsMember(ReadOnlySpan<byte> value)
    {
        byte[] result = new byte[value.Length];
        Power(value, _order, result);
        return result[^1] == 1 && !result.AsSpan(..^1).ContainsAnyExcept((byte)0);
    }
}
