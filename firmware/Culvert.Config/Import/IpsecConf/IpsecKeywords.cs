using System.Diagnostics.CodeAnalysis;
using static Culvert.Config.Import.IpsecKeywordRole;

namespace Culvert.Config.Import;

/// <summary>The keywords of Openswan's, Libreswan's and strongSwan's ipsec.conf, with their aliases.</summary>
internal static class IpsecKeywords
{
    private const string Nothing = "does nothing here";
    private const string OwnDevice = "every tunnel has a device of its own here; marks and VTI are not needed";
    private const string OwnRoutes = "routes and devices are made here without scripts";
    private const string OwnRekeying = "rekeying begins at 75 to 80 % of the lifetime";
    private const string OwnRetries = "a tunnel is retried for ever";
    private const string OwnDpdAction = "a dead peer is always tried again";
    private const string PskOnly = "only pre-shared keys are supported by this version";

    private static readonly string[] No = ["no", "never"];
    private static readonly string[] Psk = ["secret", "psk"];

    private static readonly (IpsecKeyword Keyword, string[] Aliases)[] OfConnections =
    [
        (new("also", Setting), []),
        (new("auto", Setting), []),
        (new("ike", Setting), []),
        (new("esp", Setting), ["phase2alg"]),
        (new("ikelifetime", Setting), ["ike-lifetime"]),
        (new("keylife", Setting), ["lifetime", "salifetime", "ipsec-lifetime"]),
        (new("lifebytes", Setting), ["ipsec-max-bytes"]),
        (new("lifepackets", Setting), ["ipsec-max-packets"]),
        (new("keyexchange", Setting), []),
        (new("ikev2", Setting), []),
        (new("pfs", Setting), []),
        (new("dpddelay", Setting), []),
        (new("dpdtimeout", Setting), []),
        (new("encapsulation", Setting), []),
        (new("forceencaps", Setting), []),
        (new("replay-window", Setting), ["replay_window"]),
        (new("authby", Restricted, PskOnly, Psk), []),
        (new("type", Restricted, "only tunnel mode is supported", ["tunnel"], "tunnel mode is the only one there is"), []),
        (new("auth", Restricted, "AH is not supported", ["esp"], "an obsolete alias that does nothing here"), []),
        (new("phase2", Restricted, "AH is not supported", ["esp"], "ESP is the only protocol there is"), []),
        (new("ah", Restricted, "AH is not supported", []), []),
        (new("aggressive", Restricted, "aggressive mode is not supported", No), ["aggrmode"]),
        (new("xauth", Restricted, "XAUTH is not supported", []), ["xauthby", "xauth_identity"]),
        (new("modeconfig", Ignored, Nothing), ["modecfgpull", "modecfgdns", "modecfgbanner"]),
        (new("dpdaction", Ignored, OwnDpdAction), ["closeaction", "connalias"]),
        (new("keyingtries", Ignored, OwnRetries), []),
        (new("rekeymargin", Ignored, OwnRekeying), ["margintime", "rekeyfuzz", "rekey", "marginbytes", "marginpackets", "rekeywindow"]),
        (new("reauth", Ignored, "IKE SAs are rekeyed, never authenticated again"), []),
        (new("mark", Ignored, OwnDevice), ["mark_in", "mark_out", "mark-in", "mark-out", "vti-interface", "vti-routing", "vti-shared", "ipsec-interface", "if_id", "if_id_in", "if_id_out", "reqid"]),
        (new("compress", Ignored, "packets are never compressed"), ["ipcomp"]),
        (new("esn", Ignored, "extended sequence numbers are accepted, never asked for"), []),
        (new("mobike", Ignored, "MOBIKE is not used"), []),
        (new("overlapip", Ignored, Nothing), []),
        (new("fragmentation", Ignored, Nothing), ["ikev2-fragmentation"]),
        (new("priority", Ignored, Nothing), ["metric", "mtu", "tfc", "ikepad", "ikedscp", "inactivity", "installpolicy", "narrowing", "initial-contact", "initial_contact", "sha2-truncbug", "sha2_truncbug", "nat-keepalive", "nat_keepalive", "nat-ikev1-method", "nic-offload", "hw_offload", "cisco-unity", "remote-peer-type", "nm-configured", "send-vendorid", "send-no-esp-tfc", "retransmit-timeout", "retransmit-interval", "failureshunt", "negotiationshunt", "policy-label", "decap-dscp", "encap-dscp", "copy_df", "copy_dscp", "pcm", "me_peerid", "mediation", "mediated_by", "eap_identity", "aaa_identity", "accept-redirect", "send-redirect", "intermediate", "ppk", "labeled-ipsec", "hostaddrfamily", "clientaddrfamily", "connaddrfamily", "phase1alg", "ms-dh-downgrade", "dns-match-id", "require-id-on-certificate", "clones", "debug"]),
    ];

    private static readonly (IpsecKeyword Keyword, string[] Aliases)[] OfSides =
    [
        (new("left", Setting), []),
        (new("leftid", Setting), []),
        (new("leftsubnet", Setting), ["leftsubnets"]),
        (new("leftauth", Restricted, PskOnly, Psk), ["leftauth2"]),
        (new("leftprotoport", Setting), []),
        (new("leftxauthclient", Restricted, "XAUTH is not supported", No), ["leftxauthserver", "leftxauthusername", "leftusername"]),
        (new("leftmodecfgclient", Restricted, "addresses assigned by the peer are not supported", No), ["leftmodecfgserver", "leftaddresspool"]),
        (new("leftsourceip", Ignored, "the source address is chosen by the box's routes"), ["leftsourceips"]),
        (new("leftupdown", Ignored, OwnRoutes), ["leftvti", "leftinterface-ip"]),
        (new("leftcert", Ignored, "with pre-shared keys, certificates are not used"), ["leftcert2", "leftca", "leftca2", "leftsendcert", "leftrsasigkey", "leftsigkey", "leftecdsakey", "leftpubkey", "leftckaid", "leftgroups", "leftgroups2", "leftid2", "leftcertpolicy"]),
        (new("leftnexthop", Ignored, "the next hop comes from the routing table"), []),
        (new("leftfirewall", Ignored, Nothing), ["lefthostaccess", "leftallowany", "leftikeport", "leftdns", "leftsubnetwithin", "leftclient"]),
    ];

    private static readonly string[] OfSetup =
    [
        "uniqueids", "charondebug", "strictcrlpolicy", "cachecrls", "plutodebug", "klipsdebug", "plutoopts", "plutostderrlog", "plutorestartoncrash",
        "protostack", "nat_traversal", "virtual_private", "virtual-private", "oe", "interfaces", "logfile", "logtime", "logappend", "logip", "dumpdir",
        "statsbin", "ipsecdir", "nssdir", "secretsfile", "keep-alive", "keep_alive", "force_keepalive", "myid", "nhelpers", "syslog", "uniqueid",
        "crlcheckinterval", "crl-strict", "curl-timeout", "curl-iface", "ocsp-enable", "ocsp-strict", "perpeerlog", "perpeerlogdir", "ikeport", "listen",
        "ike-socket-bufsize", "ike-socket-errqueue", "ddos-mode", "ddos-ike-threshold", "max-halfopen-ike", "global-redirect", "global-redirect-to",
        "seccomp", "dnssec-enable", "drop-oppo-null", "shuntlifetime", "audit-log", "hidetos", "overridemtu", "fragicmp", "nocrsend", "prepluto",
        "postpluto", "plutowait", "forwardcontrol", "rp_filter", "xfrmlifetime", "disable_port_floating", "expire-lifetime", "ikev1-policy", "debug",
        "charonstart", "plutostart", "eroutes", "pluto",
    ];

    private static readonly Dictionary<string, IpsecKeyword> Table = BuildTable();

    public static IEnumerable<string> Known => Table.Keys;

    public static IEnumerable<string> KnownInSetup => OfSetup;

    /// <summary>Finds a keyword of a conn; its name keeps the side it was written for.</summary>
    public static bool TryFind(string written, [NotNullWhen(true)] out IpsecKeyword? keyword) => Table.TryGetValue(written, out keyword);

    private static Dictionary<string, IpsecKeyword> BuildTable()
    {
        var table = new Dictionary<string, IpsecKeyword>(StringComparer.Ordinal);
        foreach ((IpsecKeyword keyword, string[] aliases) in OfConnections) AddAll(table, keyword, aliases);
        foreach ((IpsecKeyword keyword, string[] aliases) in OfSides)
        {
            AddAll(table, keyword, aliases);
            AddAll(table, keyword with { Name = OtherSide(keyword.Name) }, aliases.Select(OtherSide));
        }

        return table;
    }

    private static string OtherSide(string left) => string.Concat("right", left.AsSpan("left".Length));

    private static void AddAll(Dictionary<string, IpsecKeyword> table, IpsecKeyword keyword, IEnumerable<string> aliases)
    {
        table.Add(keyword.Name, keyword);
        foreach (string alias in aliases) table.Add(alias, keyword);
    }
}
