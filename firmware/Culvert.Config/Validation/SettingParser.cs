using System.Globalization;
using System.Net;
using Culvert.Core;

namespace Culvert.Config;

/// <summary>
/// Turns settings into values. What cannot be turned is reported, and a stand-in returned so that the rest of the
/// document is checked in the same pass.
/// </summary>
internal sealed class SettingParser(Findings findings)
{
    public T Choice<T>(Setting<string>? setting, IReadOnlyDictionary<string, T> words, T fallback)
    {
        if (setting is not { } found) return fallback;
        if (words.TryGetValue(found.Value, out T? value)) return value;
        string remedy = NearestWord.Find(found.Value, words.Keys) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"use one of: {string.Join(", ", words.Keys)}";
        findings.Report(found.Path, $"{found.Name}: {Quoted.Text(found.Value)} is not a choice", remedy);
        return fallback;
    }

    public TimeSpan Duration(Setting<string>? setting, TimeSpan fallback, TimeSpan shortest)
    {
        if (setting is not { } found) return fallback;
        if (!DurationText.TryParse(found.Value, out TimeSpan duration))
        {
            findings.Report(found.Path, $"{found.Name}: {Quoted.Text(found.Value)} is not a duration", DurationText.Examples);
            return fallback;
        }

        if (duration >= shortest && duration <= ConfigLimits.LongestDuration) return duration;
        findings.Report(found.Path, $"{found.Name}: {found.Value} is out of range", $"use {DurationText.Format(shortest)} to 365d");
        return fallback;
    }

    public int Number(Setting<int>? setting, int fallback, int smallest, int largest)
    {
        if (setting is not { } found) return fallback;
        if (found.Value >= smallest && found.Value <= largest) return found.Value;
        findings.Report(found.Path, string.Create(CultureInfo.InvariantCulture, $"{found.Name}: {found.Value} is out of range"), string.Create(CultureInfo.InvariantCulture, $"use {smallest} to {largest}"));
        return fallback;
    }

    /// <summary>0, no limit, when absent, or reported.</summary>
    public long Limit(Setting<string>? setting, long smallest)
    {
        if (setting is not { } found) return 0;
        if (!CountText.TryParse(found.Value, out long count))
            findings.Report(found.Path, $"{found.Name}: {Quoted.Text(found.Value)} is not a number", CountText.Examples);
        else if (count >= smallest)
            return count;
        else
            findings.Report(found.Path, $"{found.Name}: {found.Value} is too little", $"use {CountText.Format(smallest)} or more, or remove it for no limit");
        return 0;
    }

    public IReadOnlyList<IpPrefix> Networks(Setting<List<string>>? setting)
    {
        if (setting is not { } found) return [];
        var networks = new List<IpPrefix>();
        for (int i = 0; i < found.Value.Count; i++)
        {
            string path = ConfigPath.Combine(found.Path, i.ToString(CultureInfo.InvariantCulture));
            if (NetworkAt(path, found.Value[i]) is { } network && !networks.Contains(network)) networks.Add(network);
        }

        return networks;
    }

    public IReadOnlyList<TrafficSelector> Selectors(Setting<List<string>> setting)
    {
        var selectors = new List<TrafficSelector>();
        for (int i = 0; i < setting.Value.Count; i++)
        {
            string path = ConfigPath.Combine(setting.Path, i.ToString(CultureInfo.InvariantCulture));
            if (!TrafficSelectorText.TryParse(setting.Value[i], out TrafficSelector? selector))
                findings.Report(path, $"{setting.Name}: {Quoted.Text(setting.Value[i])} is not a traffic selector", "write it as 10.60.0.0/16, 10.60.0.0/16[tcp/443] or 10.60.0.1-10.60.0.9");
            else if (!selectors.Contains(selector)) selectors.Add(selector);
        }

        return selectors;
    }

    /// <summary>Null: absent, or reported.</summary>
    public IPAddress? Host(Setting<string>? setting)
    {
        if (setting is not { } found) return null;
        if (AddressText.TryParse(found.Value, out IPAddress? address) && AddressText.IsOneHost(address)) return address;
        if (address is { IsIPv6LinkLocal: true }) findings.Report(found.Path, $"{found.Name}: {AddressText.LinkLocal(address)}", AddressText.LinkLocalRemedy);
        else findings.Report(found.Path, $"{found.Name}: {Quoted.Text(found.Value)} is not the address of a host", "write an address such as 203.0.113.7");
        return null;
    }

    /// <summary>Null: absent, or reported.</summary>
    public Identity? Id(Setting<string>? setting)
    {
        if (setting is not { } found) return null;
        if (Identity.TryParse(found.Value, out Identity? identity)) return identity;
        findings.Report(found.Path, $"{found.Name}: {Quoted.Text(found.Value)} is not an identity", "write an address, @name, user@name, @#hex, or a type before it as in keyid:name");
        return null;
    }

    private IpPrefix? NetworkAt(string path, string text)
    {
        if (IpPrefix.TryParse(text, out IpPrefix network)) return network;
        string remedy = NetworkText.TryParseLoosely(text, out IpPrefix meant)
            ? $"did you mean '{meant}'?"
            : "write it as 10.60.0.0/16";
        findings.Report(path, $"{ConfigPath.ForPeople(ConfigPath.Parent(path))}: {Quoted.Text(text)} is not a network", remedy);
        return null;
    }
}
