using System.Net;
using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>The meaning of one conn.</summary>
/// <param name="upgradeCommand">What to run to get a strong suite instead of the file's.</param>
internal sealed class ConnReader(ImportFindings findings, ImportOptions options, string upgradeCommand, ResolvedConn conn)
{
    private const string AlwaysWatched = "a peer's life is always watched here; the default is used";
    private const string Any = "%any";

    private static readonly Dictionary<string, StartMode> Autos = new()
    {
        ["start"] = StartMode.Initiate,
        ["up"] = StartMode.Initiate,
        ["keep"] = StartMode.Initiate,
        ["add"] = StartMode.Respond,
        ["route"] = StartMode.OnDemand,
        ["ondemand"] = StartMode.OnDemand,
        ["trap"] = StartMode.OnDemand,
        ["ignore"] = StartMode.Off,
    };

    private static readonly string[] Yes = ["yes", "1", "true", "insist", "permit", "propose"];
    private static readonly string[] No = ["no", "0", "false", "never"];

    private readonly ConnValues _values = new(findings, conn);

    /// <summary>Null: there is no peer; that was reported.</summary>
    public TunnelDraft? Read(SecretStore secrets)
    {
        RefuseRestricted();
        (string local, string remote) = FindSides();
        ReadVersion();
        string localAddress = ReadLocalAddress(local);
        (bool hasPeer, IPAddress? peer) = ReadPeer(remote);
        string? localId = ReadId(local + "id") ?? (localAddress == ConfigWords.DefaultRoute ? null : localAddress);
        string? remoteId = ReadId(remote + "id");
        TunnelNetworks networks = new ConnNetworksReader(findings, options, conn).Read(local, remote);
        StartMode start = ReadStart();
        if (hasPeer && peer is null) CheckCaller(remote, start, remoteId);
        var suites = new ConnSuitesReader(findings, options.Suite, upgradeCommand, conn);
        (TimeSpan? delay, TimeSpan? timeout) = ReadDpd();
        var draft = new TunnelDraft
        {
            Name = conn.Name,
            File = conn.File,
            Line = conn.Line,
            RemoteAddress = peer,
            RemoteId = remoteId == peer?.ToString() ? null : remoteId,
            LocalAddress = localAddress,
            LocalId = localId,
            Networks = networks,
            Start = start,
            IkeProposals = suites.ReadIke(),
            EspProposals = suites.ReadEsp(),
            IkeLifetime = _values.Duration("ikelifetime", ConfigLimits.ShortestLifetime),
            EspLifetime = _values.Duration("keylife", ConfigLimits.ShortestLifetime),
            EspLifetimeBytes = _values.Limit("lifebytes", ConfigLimits.FewestBytes),
            EspLifetimePackets = _values.Limit("lifepackets", ConfigLimits.FewestPackets),
            DpdDelay = delay,
            DpdTimeout = timeout,
            Encapsulation = ReadEncapsulation(),
            ReplayWindow = ReadReplayWindow(),
            PreSharedKey = hasPeer ? secrets.Find(conn, Names(localId, localAddress), Names(remoteId, peer?.ToString())) : null,
        };
        return hasPeer ? draft : null;
    }

    private void RefuseRestricted()
    {
        foreach (ConfEntry entry in conn.Entries)
        {
            if (!IpsecKeywords.TryFind(entry.Keyword, out IpsecKeyword? keyword) || keyword.Role == IpsecKeywordRole.Setting) continue;
            if (keyword.Role == IpsecKeywordRole.Ignored) findings.Note(entry, keyword.Text);
            else if (!keyword.Accepted!.Contains(entry.Value)) findings.Problem(entry, $"{entry.Keyword}={Quoted.Text(entry.Value)}: {keyword.Text}");
            else if (keyword.AcceptedNote is not null) findings.Note(entry, keyword.AcceptedNote);
        }
    }

    /// <summary>"left" is this end by custom only; %defaultroute can be nothing but this end.</summary>
    private (string Local, string Remote) FindSides()
    {
        bool swapped = conn.Find("right")?.Value == ConfigWords.DefaultRoute && conn.Find("left")?.Value != ConfigWords.DefaultRoute;
        if (swapped) findings.Note(conn.Find("right")!, "right is this end here");
        return swapped ? ("right", "left") : ("left", "right");
    }

    private string ReadLocalAddress(string side)
    {
        if (_values.Filled(side) is not { } entry || entry.Value is Any or "%any6" or ConfigWords.DefaultRoute) return ConfigWords.DefaultRoute;
        if (AddressText.TryParse(entry.Value, out IPAddress? address) && AddressText.IsOneHost(address)) return address.ToString();
        findings.Problem(entry, $"{side}={Quoted.Text(entry.Value)} is not an address of this end", $"write its address, or {ConfigWords.DefaultRoute}");
        return ConfigWords.DefaultRoute;
    }

    /// <summary>The peer's address, null for any; without a peer that was reported.</summary>
    private (bool HasPeer, IPAddress? Address) ReadPeer(string side)
    {
        ConfEntry? entry = _values.Filled(side);
        if (entry is null)
        {
            if (conn.Find(side) is null) findings.Problem(conn.File, conn.Line, 1, $"conn {Quoted.Text(conn.Name)} has no {side}", "every tunnel needs the address of its peer");
            return (false, null);
        }

        if (entry.Value is Any or "0.0.0.0") return (true, null);

        if (AddressText.TryParse(entry.Value, out IPAddress? address))
        {
            if (AddressText.IsOneHost(address)) return (true, address);
            if (address.IsIPv6LinkLocal)
            {
                findings.Problem(entry, $"{side}={entry.Value}: {AddressText.LinkLocal(address)}", AddressText.LinkLocalRemedy);
                return (false, null);
            }
        }

        findings.Problem(entry, $"{side}={Quoted.Text(entry.Value)}: this is not the address of a peer", "write the peer's address, or %any with an id; names are not looked up");
        return (false, null);
    }

    private void CheckCaller(string side, StartMode start, string? id)
    {
        ConfEntry entry = conn.Find(side)!;
        if (start is not (StartMode.Respond or StartMode.Off)) findings.Problem(conn.Find("auto")!, $"{conn.Find("auto")}: there is no address to call while {entry}", "use auto=add, or write the peer's address");
        if (id is null) findings.Problem(entry, $"{entry} without {side}id: nothing tells the peer from others", $"write its identity: {side}id=@name");
    }

    /// <summary>In the spelling of culvert.json.</summary>
    private string? ReadId(string keyword)
    {
        if (_values.Filled(keyword) is not { } entry) return null;
        bool isName = Identity.TryParse(entry.Value, out Identity? identity) && !entry.Value.Contains('=', StringComparison.Ordinal);
        if (isName) return SecretStore.Index(identity!);
        findings.Problem(entry, $"{keyword}={Quoted.Text(entry.Value)} is not an identity for pre-shared keys", "write an address, @name, user@name, @#hex, or a type before it as in keyid:name");
        return null;
    }

    private void ReadVersion()
    {
        ConfEntry? exchange = conn.Find("keyexchange");
        ConfEntry? ikev2 = conn.Find("ikev2");
        if (exchange is not null && exchange.Value is not ("ike" or "ikev1" or "ikev2"))
            findings.Problem(exchange, $"keyexchange={Quoted.Text(exchange.Value)} is not a choice", "use ikev2, or ike for the default");
        ConfEntry? old = exchange?.Value == "ikev1" ? exchange : ikev2 is not null && No.Contains(ikev2.Value) ? ikev2 : null;
        if (old is null) NoteDefaultVersion(exchange);
        else if (options.IkeVersion == 2) findings.Note(old, "replaced by IKEv2, as asked");
        else findings.Problem(old, $"{old}: IKEv1 is not supported by this version", ImportAdvice.Version2(options));
    }

    private void NoteDefaultVersion(ConfEntry? exchange)
    {
        if (exchange?.Value == "ike") findings.Note(exchange, "means IKEv2");
    }

    private StartMode ReadStart()
    {
        if (conn.Find("auto") is not { } entry)
        {
            findings.Note(conn.File, conn.Line, conn.Name, $"conn {conn.Name} has no auto= and stays off; auto=start would start it", isWarning: true);
            return StartMode.Off;
        }

        if (!Autos.TryGetValue(entry.Value, out StartMode start))
            findings.Problem(entry, $"auto={Quoted.Text(entry.Value)} is not a choice", NearestWord.Find(entry.Value, Autos.Keys) is { } nearest ? $"did you mean '{nearest}'?" : $"use one of: {string.Join(", ", Autos.Keys)}");
        else if (start == StartMode.Off) findings.Warn(entry, "the tunnel is imported and stays off");
        return start;
    }

    private (TimeSpan? Delay, TimeSpan? Timeout) ReadDpd()
    {
        TimeSpan? delay = _values.Duration("dpddelay", ConfigLimits.ShortestDelay, AlwaysWatched);
        TimeSpan? timeout = _values.Duration("dpdtimeout", ConfigLimits.ShortestDelay, AlwaysWatched);
        if (delay is { } given && timeout is null && given >= TimeSpan.FromSeconds(30)) timeout = 3 * given;
        if (timeout <= (delay ?? TimeSpan.FromSeconds(10)))
            findings.Problem(conn.Find("dpdtimeout")!, "dpdtimeout must be longer than dpddelay", "three times the delay is usual");
        return (delay, timeout);
    }

    private EncapsulationMode? ReadEncapsulation()
    {
        if (conn.Find("forceencaps") is { } force && Yes.Contains(force.Value)) return EncapsulationMode.Udp;
        if (conn.Find("encapsulation") is not { } entry) return null;
        if (Yes.Contains(entry.Value)) return EncapsulationMode.Udp;
        if (No.Contains(entry.Value)) return EncapsulationMode.Esp;
        if (entry.Value == "auto") return EncapsulationMode.Auto;
        findings.Problem(entry, $"encapsulation={Quoted.Text(entry.Value)} is not a choice", "use yes, no or auto");
        return null;
    }

    private int? ReadReplayWindow()
    {
        if (conn.Find("replay-window") is not { } entry) return null;
        if (int.TryParse(entry.Value, out int window) && window is >= ConfigLimits.SmallestReplayWindow and <= ConfigLimits.LargestReplayWindow) return window;
        findings.Note(entry, "outside of 64 to 4096 packets; the default of 1024 is used");
        return null;
    }

    private static List<Identity> Names(params IEnumerable<string?> names) =>
        [.. names.Where(name => name != ConfigWords.DefaultRoute).Select(name => Identity.TryParse(name, out Identity? identity) ? identity : null).OfType<Identity>()];
}
