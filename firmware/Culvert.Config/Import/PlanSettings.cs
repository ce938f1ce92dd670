using System.Text.Json.Nodes;
using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>A draft in the keys of culvert.json.</summary>
internal static class PlanSettings
{
    /// <summary>What all tunnels of a connection usually share, so that it may stand at the connection. Null: the key must not be there.</summary>
    public static OrderedDictionary<string, JsonNode?> Shared(TunnelDraft draft)
    {
        var settings = new OrderedDictionary<string, JsonNode?>
        {
            ["localSelectors"] = ListOrNull(draft.Networks.LocalSelectors),
            ["remoteSelectors"] = ListOrNull(draft.Networks.RemoteSelectors),
            ["ike:version"] = 2,
            ["local:address"] = draft.LocalAddress,
        };
        AddText(settings, "local:id", draft.LocalId);
        AddList(settings, "ike:proposals", draft.IkeProposals);
        AddText(settings, "ike:lifetime", Text(draft.IkeLifetime));
        AddList(settings, "esp:proposals", draft.EspProposals);
        AddText(settings, "esp:lifetime", Text(draft.EspLifetime));
        AddText(settings, "esp:lifetimeBytes", Text(draft.EspLifetimeBytes));
        AddText(settings, "esp:lifetimePackets", Text(draft.EspLifetimePackets));
        AddText(settings, "esp:encapsulation", draft.Encapsulation is { } mode ? ConfigWords.Of(ConfigWords.Encapsulation, mode) : null);
        if (draft.ReplayWindow is { } window) settings["esp:replayWindow"] = window;
        AddText(settings, "dpd:delay", Text(draft.DpdDelay));
        AddText(settings, "dpd:timeout", Text(draft.DpdTimeout));
        return settings;
    }

    /// <summary>What every tunnel has for itself.</summary>
    public static OrderedDictionary<string, JsonNode> Own(TunnelPlan plan)
    {
        var settings = new OrderedDictionary<string, JsonNode>
        {
            ["start"] = ConfigWords.Of(ConfigWords.Start, plan.Draft.Start),
            ["remote:address"] = plan.Draft.Peer,
        };
        if (plan.Draft.RemoteId is not null) settings["remote:id"] = plan.Draft.RemoteId;
        if (plan.Preference is { } preference) settings["preference"] = preference;
        return settings;
    }

    /// <summary>For people, in one reading order: path and value.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Describe(TunnelPlan plan) =>
    [
        .. Own(plan).Select(pair => Describe(pair.Key, pair.Value)),
        .. Shared(plan.Draft).Where(pair => pair.Value is not null).Select(pair => Describe(pair.Key, pair.Value!)),
    ];

    public static JsonArray List<T>(IEnumerable<T> values) => new([.. values.Select(value => JsonValue.Create(value!.ToString()))]);

    private static KeyValuePair<string, string> Describe(string path, JsonNode value) => new(
        path.Replace(ConfigPath.Separator, ' '),
        value is JsonArray list ? string.Join(',', list.Select(item => item!.ToString())) : value.ToString());

    private static JsonArray? ListOrNull(IReadOnlyList<TrafficSelector>? selectors) => selectors is null ? null : List(selectors);

    private static string? Text(TimeSpan? duration) => duration is { } given ? DurationText.Format(given) : null;

    private static string? Text(long? count) => count is { } given ? CountText.Format(given) : null;

    private static void AddText(OrderedDictionary<string, JsonNode?> settings, string path, string? value)
    {
        if (value is not null) settings[path] = value;
    }

    private static void AddList(OrderedDictionary<string, JsonNode?> settings, string path, IReadOnlyList<string> values)
    {
        if (values.Count > 0) settings[path] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
    }
}
