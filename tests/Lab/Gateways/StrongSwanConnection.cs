using System.Globalization;

namespace Culvert.Lab.Gateways;

/// <summary>One connection, in strongSwan's words.</summary>
public sealed record StrongSwanConnection
{
    private const string AwsGroups = "modp1024-modp2048-modp3072-modp4096-modp6144-modp8192-ecp256-ecp384-ecp521-modp1024s160-modp2048s224-modp2048s256";
    private const string AwsIntegrity = "sha1-sha256-sha384-sha512";

    public required string LocalAddress { get; init; }
    public string RemoteAddress { get; init; } = "%any";
    public required string LocalId { get; init; }
    public required string RemoteId { get; init; }
    public required string Secret { get; init; }
    public string Version { get; init; } = "2";

    /// <summary>Comma separated, as every list here.</summary>
    public required string IkeProposals { get; init; }

    public required string EspProposals { get; init; }
    public string LocalSelectors { get; init; } = "0.0.0.0/0";
    public string RemoteSelectors { get; init; } = "0.0.0.0/0";

    /// <summary>Null: one, called `net`, with the selectors above.</summary>
    public IReadOnlyList<StrongSwanChild>? Children { get; init; }

    /// <summary>UDP encapsulation although there is no NAT.</summary>
    public bool ForceUdp { get; init; }

    /// <summary>`replace`, or `never`: then it does not send INITIAL_CONTACT either.</summary>
    public string Unique { get; init; } = "replace";

    /// <summary>`none` answers only; `start` initiates as soon as the configuration is loaded.</summary>
    public string StartAction { get; init; } = "none";

    public string CloseAction { get; init; } = "none";
    public string DpdAction { get; init; } = "clear";
    public int DpdDelaySeconds { get; init; } = 10;

    // AWS: 28800 and 3600 s, margin 270 s, fuzz 100 %.
    public int IkeRekeySeconds { get; init; } = 28530;
    public int IkeRandomSeconds { get; init; } = 270;
    public int ChildRekeySeconds { get; init; } = 3330;
    public int ChildRandomSeconds { get; init; } = 270;
    public int ChildLifeSeconds { get; init; } = 3600;

    /// <summary>A VPN endpoint as AWS runs it: answers only, offers and accepts every transform AWS documents, any selectors.</summary>
    public static StrongSwanConnection Aws(string address, string customerId, string secret) => new()
    {
        LocalAddress = address,
        LocalId = address,
        RemoteId = customerId,
        Secret = secret,
        Version = "0",
        IkeProposals = $"aes128gcm16-aes256gcm16-prfsha1-prfsha256-prfsha384-prfsha512-{AwsGroups},aes128-aes256-{AwsIntegrity}-{AwsGroups}",
        EspProposals = $"aes128gcm16-aes256gcm16-modp1536-{AwsGroups},aes128-aes256-{AwsIntegrity}-modp1536-{AwsGroups}," +
            $"aes128gcm16-aes256gcm16,aes128-aes256-{AwsIntegrity}",
    };

    /// <summary>
    /// The same transforms with a proposal for every combination of them, as some makers write them: an IKE_SA_INIT that no
    /// link carries in one piece.
    /// </summary>
    public static string AwsIkeProposalsOneByOne => string.Join(
        ',',
        from cipher in (string[])["aes128", "aes256"]
        from integrity in AwsIntegrity.Split('-')
        from dhGroup in AwsGroups.Split('-')
        select $"{cipher}-{integrity}-{dhGroup}");

    /// <summary>swanctl.conf; the connection is called `vpn`.</summary>
    internal string ToSwanctl() => string.Create(CultureInfo.InvariantCulture, $$"""
        connections {
          vpn {
            version = {{Version}}
            local_addrs = {{LocalAddress}}
            remote_addrs = {{RemoteAddress}}
            proposals = {{IkeProposals}}
            encap = {{(ForceUdp ? "yes" : "no")}}
            dpd_delay = {{DpdDelaySeconds}}s
            rekey_time = {{IkeRekeySeconds}}s
            rand_time = {{IkeRandomSeconds}}s
            over_time = {{IkeRandomSeconds}}s
            unique = {{Unique}}
            local {
              auth = psk
              id = {{LocalId}}
            }
            remote {
              auth = psk
              id = {{RemoteId}}
            }
            children {
        {{string.Join('\n', (Children ?? [new StrongSwanChild("net", LocalSelectors, RemoteSelectors)]).Select(ToSwanctl))}}
            }
          }
        }
        secrets {
          ike-vpn {
            id-local = {{LocalId}}
            id-remote = {{RemoteId}}
            secret = "{{Secret}}"
          }
        }
        """);

    private string ToSwanctl(StrongSwanChild child) => string.Create(CultureInfo.InvariantCulture, $$"""
              {{child.Name}} {
                esp_proposals = {{EspProposals}}
                local_ts = {{child.LocalSelectors}}
                remote_ts = {{child.RemoteSelectors}}
                rekey_time = {{ChildRekeySeconds}}s
                rand_time = {{ChildRandomSeconds}}s
                life_time = {{ChildLifeSeconds}}s
                start_action = {{StartAction}}
                close_action = {{CloseAction}}
                dpd_action = {{DpdAction}}
              }
        """);
}
