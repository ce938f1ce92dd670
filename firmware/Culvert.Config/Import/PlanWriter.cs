using System.Text.Json.Nodes;
using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>
/// Writes plans into the documents. Only keys that the file speaks of are touched; a value that all tunnels of a
/// connection share goes to the connection, and a value that is already in effect is not written again.
/// </summary>
internal sealed class PlanWriter(ConfigDocuments existing)
{
    private readonly DocumentEditor _config = new(existing.Config.Text);
    private readonly DocumentEditor _secrets = new(existing.Secrets.Text);

    public ConfigDocuments Documents => new(
        existing.Config with { Text = _config.ToText(ConfigSchema.Config) },
        existing.Secrets with { Text = _secrets.ToText(ConfigSchema.Secrets) });

    public void Write(ConnectionPlan plan)
    {
        if (plan.Existing is null)
        {
            _config.Set($"{plan.Path}:mode", ConfigWords.Of(ConfigWords.Mode, ConnectionMode.ActiveStandby));
            _config.Set($"{plan.Path}:routing", ConfigWords.Of(ConfigWords.Routing, RoutingMode.Static));
        }

        TunnelNetworks networks = plan.Tunnels[0].Draft.Networks;
        WriteNetworks($"{plan.Path}:localNetworks", networks.Local);
        WriteNetworks($"{plan.Path}:remoteNetworks", networks.Remote);
        WriteShared(plan);
        foreach (TunnelPlan tunnel in plan.Tunnels) WriteOwn(plan, tunnel);
    }

    private void WriteNetworks(string path, IReadOnlyList<IpPrefix> networks)
    {
        if (networks.Count > 0) _config.Set(path, PlanSettings.List(networks));
    }

    private void WriteShared(ConnectionPlan plan)
    {
        OrderedDictionary<string, JsonNode?>[] settings = [.. plan.Tunnels.Select(tunnel => PlanSettings.Shared(tunnel.Draft))];
        foreach (string key in settings.SelectMany(each => each.Keys).Distinct())
        {
            bool agreed = plan.IsWhole && settings.All(each => each.TryGetValue(key, out JsonNode? value) && JsonNode.DeepEquals(value, settings[0].GetValueOrDefault(key)));
            if (agreed) WriteAtConnection(plan, key, settings[0].GetValueOrDefault(key));
            else WriteAtTunnels(plan, key, settings);
        }
    }

    private void WriteAtConnection(ConnectionPlan plan, string key, JsonNode? value)
    {
        foreach (TunnelPlan tunnel in plan.Tunnels) RemoveIfThere(ConfigPath.Combine(plan.TunnelPath(tunnel), key));
        string path = ConfigPath.Combine(plan.Path, key);
        if (value is null) RemoveIfThere(path);
        else _config.Set(path, value);
    }

    private void WriteAtTunnels(ConnectionPlan plan, string key, OrderedDictionary<string, JsonNode?>[] settings)
    {
        for (int i = 0; i < settings.Length; i++)
        {
            if (!settings[i].TryGetValue(key, out JsonNode? value)) continue;
            string path = ConfigPath.Combine(plan.TunnelPath(plan.Tunnels[i]), key);
            JsonNode? inEffect = _config.Find(path) ?? _config.Find(ConfigPath.Combine(plan.Path, key));
            if (!JsonNode.DeepEquals(inEffect, value)) _config.Set(path, value ?? Networks(plan.Tunnels[i].Draft, key));
        }
    }

    // Without selectors of its own a tunnel would inherit those of its connection; the networks themselves are meant.
    private static JsonArray Networks(TunnelDraft draft, string key) =>
        PlanSettings.List(key == "localSelectors" ? draft.Networks.Local : draft.Networks.Remote);

    private void WriteOwn(ConnectionPlan plan, TunnelPlan tunnel)
    {
        string path = plan.TunnelPath(tunnel);
        foreach ((string key, JsonNode value) in PlanSettings.Own(tunnel)) _config.Set(ConfigPath.Combine(path, key), value);
        WriteSecret(ConfigPath.Combine(path, "preSharedKey"), ConfigPath.Combine(plan.Path, "preSharedKey"), tunnel.Draft.PreSharedKey!);
    }

    private void WriteSecret(string path, string inherited, Secret secret)
    {
        string? present = (_secrets.Find(path) ?? _secrets.Find(inherited))?.GetValue<string>();
        bool same = present is not null && PreSharedKeyText.TryParse(present, out Secret? known) && known.Equals(secret);
        if (!same) _secrets.Set(path, PreSharedKeyText.Format(secret.Span));
    }

    private void RemoveIfThere(string path)
    {
        if (_config.Find(path) is not null) _config.Remove(path);
    }
}
