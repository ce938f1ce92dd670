namespace Culvert.Bench.Packets;

/// <summary>The words of the tables.</summary>
internal static class SubjectNames
{
    public const string Culvert = "culvert";
    public const string StrongSwan = "strongSwan, user-space ESP";
    public const string WireGuard = "wireguard-go";
    public const string Forwarding = "plain forwarding";

    public const string Gcm128 = "aes128gcm16";
    public const string Sha1 = "aes128-sha1";

    public const string Gcm256 = "aes256gcm16";
    public const string ChaCha = "chacha20poly1305";

    public const string RawEsp = "protocol 50";
    public const string NewOpenSsl = "OpenSSL 3.5";
    public const string NoOffload = "no offload on the WAN";
    public const string Rekeying = "rekeys often";

    public static string Tunnels(int count) => $"{count} tunnels";
}
