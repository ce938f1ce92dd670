namespace Culvert.Lab.Gateways;

/// <summary>Which strongSwan with user-space ESP.</summary>
public sealed record StrongSwanRelease
{
    private const string Plugins =
        "random nonce aes openssl chapoly curve25519 hmac sha1 sha2 kdf pem x509 pubkey gmp kernel-libipsec kernel-netlink socket-default vici updown";

    /// <summary>Of the Debian that the laboratory is: 5.9 on Debian 12.</summary>
    public static StrongSwanRelease Machine { get; } = new() { Root = "/", Load = Plugins + " gcm" };

    /// <summary>strongSwan 6.0 of Debian 13, with all libraries of that Debian.</summary>
    public static StrongSwanRelease V60 { get; } = new()
    {
        Root = Path.Combine(Checkout.Root, ".cache", "peers", "trixie"),
        Load = Plugins,
    };

    /// <summary>The folder that has its `usr`.</summary>
    public required string Root { get; init; }

    /// <summary>Its plugins, as charon's setting `load` wants them.</summary>
    public required string Load { get; init; }

    /// <summary>True when it has been fetched.</summary>
    public bool IsHere => File.Exists(Path.Combine(Root, "usr/lib/ipsec/charon"));
}
