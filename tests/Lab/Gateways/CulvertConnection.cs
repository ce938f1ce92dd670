using System.Text.Json.Nodes;

namespace Culvert.Lab.Gateways;

/// <summary>One connection with one tunnel, written as culvert.json and secrets.json.</summary>
public sealed record CulvertConnection
{
    public string Name { get; init; } = "site";
    public string Tunnel { get; init; } = "Tunnel1";

    /// <summary>`initiate` or `respond`.</summary>
    public required string Start { get; init; }

    /// <summary>`%any`: known by its identity alone.</summary>
    public required string RemoteAddress { get; init; }

    public required string LocalId { get; init; }

    /// <summary>Null: the remote address.</summary>
    public string? RemoteId { get; init; }

    public required string Secret { get; init; }
    public required string IkeProposal { get; init; }
    public required string EspProposal { get; init; }
    public required IReadOnlyList<string> LocalNetworks { get; init; }
    public required IReadOnlyList<string> RemoteNetworks { get; init; }

    /// <summary>Negotiate any to any, as AWS does, whatever the networks are.</summary>
    public bool AnySelectors { get; init; }

    /// <summary>`udp`, `esp` or `auto`; null: the product's default.</summary>
    public string? Encapsulation { get; init; }

    public string IkeLifetime { get; init; } = "8h";
    public string EspLifetime { get; init; } = "1h";

    /// <summary>Null: as many as it likes.</summary>
    public int? EspLifetimePackets { get; init; }

    public string DpdDelay { get; init; } = "10s";
    public string DpdTimeout { get; init; } = "30s";

    /// <summary>culvert.json with these connections.</summary>
    internal static string ToConfig(IEnumerable<CulvertConnection> connections) => Document(connections, each => each.ToConfig());

    /// <summary>secrets.json with those of these connections.</summary>
    internal static string ToSecrets(IEnumerable<CulvertConnection> connections) => Document(connections, each => each.ToSecrets());

    private JsonObject ToConfig() => new()
    {
        ["localNetworks"] = List(LocalNetworks),
        ["remoteNetworks"] = List(RemoteNetworks),
        ["ike"] = new JsonObject { ["version"] = 2, ["proposals"] = List([IkeProposal]), ["lifetime"] = IkeLifetime },
        ["esp"] = ToEsp(),
        ["dpd"] = new JsonObject { ["delay"] = DpdDelay, ["timeout"] = DpdTimeout },
        ["local"] = new JsonObject { ["address"] = "%defaultroute", ["id"] = LocalId },
        ["tunnels"] = new JsonObject { [Tunnel] = ToTunnel() },
    };

    private JsonObject ToSecrets() => new()
    {
        ["tunnels"] = new JsonObject { [Tunnel] = new JsonObject { ["preSharedKey"] = Secret } },
    };

    private JsonObject ToEsp()
    {
        var esp = new JsonObject { ["proposals"] = List([EspProposal]), ["lifetime"] = EspLifetime };
        if (Encapsulation is not null) esp["encapsulation"] = Encapsulation;
        if (EspLifetimePackets is { } packets) esp["lifetimePackets"] = packets;
        return esp;
    }

    private JsonObject ToTunnel()
    {
        var remote = new JsonObject { ["address"] = RemoteAddress };
        if (RemoteId is not null) remote["id"] = RemoteId;
        var tunnel = new JsonObject { ["start"] = Start, ["remote"] = remote };
        if (!AnySelectors) return tunnel;
        tunnel["localSelectors"] = List(["0.0.0.0/0"]);
        tunnel["remoteSelectors"] = List(["0.0.0.0/0"]);
        return tunnel;
    }

    private static string Document(IEnumerable<CulvertConnection> connections, Func<CulvertConnection, JsonObject> write)
    {
        var all = new JsonObject();
        foreach (CulvertConnection each in connections) all[each.Name] = write(each);
        return new JsonObject { ["connections"] = all }.ToJsonString(new() { WriteIndented = true });
    }

    private static JsonArray List(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];
}
