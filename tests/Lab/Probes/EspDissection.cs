using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;

namespace Culvert.Lab.Probes;

/// <summary>One ESP packet as tshark, an independent reader given the keys, sees it.</summary>
/// <param name="Spi">Hexadecimal, without 0x.</param>
/// <param name="Sequence">The sequence number on the wire.</param>
/// <param name="IsAuthentic">The ICV fits.</param>
/// <param name="InnerProtocol">What was inside, in tshark's words: "ICMP", "TCP" …; "ESP" when it could not be decrypted.</param>
public sealed record EspDissection(string Spi, uint Sequence, bool IsAuthentic, string InnerProtocol)
{
    /// <summary>Reads a capture file with the keys of its SAs.</summary>
    /// <param name="host">Where tshark runs.</param>
    /// <param name="file">A capture that is complete.</param>
    /// <param name="cipher">tshark's name of the encryption.</param>
    /// <param name="integrity">tshark's name of the integrity algorithm; "NULL" for an AEAD.</param>
    /// <param name="keys">The SAs.</param>
    public static IReadOnlyList<EspDissection> Read(Host host, string file, string cipher, string integrity, IEnumerable<EspSaKeys> keys)
    {
        IEnumerable<string> security = keys.SelectMany(key => (string[])["-o", Association(key, cipher, integrity)]);
        CommandResult result = host.Run("tshark", [
            "-r", file, "-o", "esp.enable_encryption_decode:TRUE", "-o", "esp.enable_authentication_check:TRUE", .. security,
            "-Y", "esp", "-T", "fields", "-e", "esp.spi", "-e", "esp.sequence", "-e", "esp.icv_good", "-e", "_ws.col.Protocol"]);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static string Association(EspSaKeys key, string cipher, string integrity) =>
        $"uat:esp_sa:\"IPv4\",\"*\",\"*\",\"0x{key.Spi}\",\"{cipher}\",\"0x{key.Encryption}\",\"{integrity}\",\"{Hex(key.Integrity)}\"";

    private static string Hex(string key) => key.Length == 0 ? "" : "0x" + key;

    private static EspDissection Parse(string line)
    {
        string[] fields = line.Split('\t');
        return new EspDissection(fields[0][2..], uint.Parse(fields[1]), fields[2] == "1", fields[3]);
    }
}
