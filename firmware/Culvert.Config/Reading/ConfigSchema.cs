using static Culvert.Config.SchemaNode;

namespace Culvert.Config;

/// <summary>
/// Every key that the two documents know, in the order in which they are written. The options classes have the same
/// shape; a test holds the two together.
/// </summary>
internal static class ConfigSchema
{
    private const string OfTheConnection = "it belongs to the connection: its tunnels all lead to the same networks";
    private const string OfTheWan = "it belongs to the WAN: no other port leads to the internet";
    private const string SecretsApart = "secrets belong in " + ConfigDocuments.SecretsFileName;

    /// <summary>What a connection sets for its tunnels and each of them may set otherwise.</summary>
    private static readonly SchemaNode[] Shared =
    [
        List("localSelectors"),
        List("remoteSelectors"),
        Section("ike", Number("version"), List("proposals"), Duration("lifetime")),
        Section("esp", List("proposals"), Duration("lifetime"), Count("lifetimeBytes"), Count("lifetimePackets"), Text("encapsulation"), Number("replayWindow")),
        Section("dpd", Duration("delay"), Duration("timeout")),
        Section("local", Text("address"), Text("id")),
        Misplaced("preSharedKey", SecretsApart),
    ];

    private static readonly SchemaNode[] Tunnel =
    [
        Text("start"),
        Section("remote", Text("address"), Text("id")),
        Number("preference"),
        .. Shared,
        Misplaced("mode", OfTheConnection),
        Misplaced("routing", OfTheConnection),
        Misplaced("localNetworks", OfTheConnection),
        Misplaced("remoteNetworks", OfTheConnection),
    ];

    private static readonly SchemaNode[] Connection =
    [
        Text("mode"),
        ListOrEmpty("localNetworks"),
        ListOrEmpty("remoteNetworks"),
        Text("routing"),
        Text("start"),
        .. Shared,
        Section("remote", Text("id"), Misplaced("address", "every tunnel has a peer of its own")),
        Misplaced("preference", "it ranks the tunnels and belongs to each of them"),
        Map("tunnels", Tunnel),
    ];

    public static SchemaNode Config { get; } = Section(
        "",
        Section("system", Text("hostName"), Text("resetButton")),
        Section(
            "interfaces",
            Section("wan", Text("device"), Text("address"), Text("gateway"), List("nameServers")),
            Section("lan", Text("device"), Text("address"), Misplaced("gateway", OfTheWan), Misplaced("nameServers", OfTheWan))),
        Map("connections", Connection));

    public static SchemaNode Secrets { get; } = Section(
        "",
        Map("connections", Text("preSharedKey"), Map("tunnels", Text("preSharedKey"))));
}
