using System.Net;
using Culvert.Core;

namespace Culvert.Config;

/// <summary>Validates one tunnel with everything it inherits from its connection.</summary>
internal sealed partial class TunnelReader(Findings findings, TunnelSettings settings)
{
    private readonly SettingParser _parser = new(findings);

    /// <summary>What was reported is filled with a stand-in: the result is of use only when nothing was.</summary>
    public TunnelConfig Read(ConnectionConfig connection, string name)
    {
        IPAddress? remote = ReadRemoteAddress();
        Identity? remoteId = _parser.Id(Find("remote:id", o => o.Remote?.Id));
        StartMode start = _parser.Choice(Find("start", o => o.Start), ConfigWords.Start, StartMode.Initiate);
        if (remote is null) CheckCaller(start, remoteId);
        TimeSpan dpdDelay = _parser.Duration(Find("dpd:delay", o => o.Dpd?.Delay), TimeSpan.FromSeconds(10), ConfigLimits.ShortestDelay);
        (IReadOnlyList<TrafficSelector> localSelectors, IReadOnlyList<TrafficSelector> remoteSelectors) = ReadSelectors(connection);
        return new TunnelConfig
        {
            Name = name,
            Connection = connection.Name,
            Start = start,
            Preference = _parser.Number(settings.FindNumber("preference", o => o.Preference), 100, 0, ConfigLimits.HighestPreference),
            LocalAddress = ReadLocalAddress(remote),
            LocalId = _parser.Id(Find("local:id", o => o.Local?.Id)),
            RemoteAddress = remote,
            RemoteId = remoteId ?? Identity.FromAddress(remote ?? IPAddress.Any),
            IkeVersion = ReadVersion(),
            IkeProposals = ReadIkeProposals(),
            IkeLifetime = _parser.Duration(Find("ike:lifetime", o => o.Ike?.Lifetime), TimeSpan.FromHours(8), ConfigLimits.ShortestLifetime),
            EspProposals = ReadEspProposals(),
            EspLifetime = _parser.Duration(Find("esp:lifetime", o => o.Esp?.Lifetime), TimeSpan.FromHours(1), ConfigLimits.ShortestLifetime),
            EspLimit = new TrafficLimit(
                _parser.Limit(Find("esp:lifetimePackets", o => o.Esp?.LifetimePackets), ConfigLimits.FewestPackets),
                _parser.Limit(Find("esp:lifetimeBytes", o => o.Esp?.LifetimeBytes), ConfigLimits.FewestBytes)),
            Encapsulation = _parser.Choice(Find("esp:encapsulation", o => o.Esp?.Encapsulation), ConfigWords.Encapsulation, EncapsulationMode.Udp),
            ReplayWindow = _parser.Number(settings.FindNumber("esp:replayWindow", o => o.Esp?.ReplayWindow), 1024, ConfigLimits.SmallestReplayWindow, ConfigLimits.LargestReplayWindow),
            DpdDelay = dpdDelay,
            DpdTimeout = ReadDpdTimeout(dpdDelay),
            LocalSelectors = localSelectors,
            RemoteSelectors = remoteSelectors,
            PreSharedKey = ReadPreSharedKey(),
        };
    }

    private Setting<T>? Find<T>(string key, Func<TunnelOptions, T?> read)
        where T : class => settings.Find(key, read);

    private int ReadVersion()
    {
        Setting<int>? version = settings.FindNumber("ike:version", o => o.Ike?.Version);
        if (version is { Value: 1 } old) findings.Report(old.Path, "IKEv1 is not supported by this version", "set ike.version to 2");
        return version is { Value: 1 } ? 1 : _parser.Number(version, 2, 1, 2);
    }

    private TimeSpan ReadDpdTimeout(TimeSpan delay)
    {
        Setting<string>? setting = Find("dpd:timeout", o => o.Dpd?.Timeout);
        TimeSpan timeout = _parser.Duration(setting, TimeSpan.FromSeconds(30), ConfigLimits.ShortestDelay);
        if (timeout > delay) return timeout;
        string path = setting?.Path ?? Find("dpd:delay", o => o.Dpd?.Delay)?.Path ?? settings.Path;
        findings.Report(path, $"dpd.timeout ({DurationText.Format(timeout)}) must be longer than dpd.delay ({DurationText.Format(delay)})", "three times the delay is usual");
        return timeout;
    }

    private Secret ReadPreSharedKey()
    {
        if (Find("preSharedKey", o => o.PreSharedKey) is not { } setting)
        {
            findings.ReportMissingSecret(ConfigPath.Combine(settings.Path, "preSharedKey"));
        }
        else if (PreSharedKeyText.TryParse(setting.Value, out Secret? secret))
        {
            return secret;
        }
        else
        {
            findings.ReportSecret(setting.Path, $"{setting.Name} is empty or malformed", "write the text itself, or 0x and hexadecimal digits, or 0s and base64");
        }

        return new Secret([]);
    }
}
