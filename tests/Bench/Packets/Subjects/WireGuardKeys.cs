using System.Security.Cryptography;
using Culvert.Core;
using Culvert.Crypto;

namespace Culvert.Bench.Packets.Subjects;

/// <summary>One end's X25519 keys, in hexadecimal.</summary>
internal sealed record WireGuardKeys(string Private, string Public)
{
    private const int Length = 32;

    public static WireGuardKeys New()
    {
        byte[] key = RandomNumberGenerator.GetBytes(Length);
        using var secret = new Secret(key);
        return new WireGuardKeys(Convert.ToHexStringLower(key), Convert.ToHexStringLower(PlatformKeyExchange.Instance.PublicValue(DhGroup.X25519, secret)));
    }
}
