namespace Culvert.Config;

/// <summary>Validates the section "system".</summary>
internal sealed class SystemReader(Findings findings)
{
    private const int LongestHostName = 253;
    private const int LongestLabel = 63;

    public SystemConfig Read(SystemOptions? options)
    {
        string? name = options?.HostName;
        if (name is not null && !IsHostName(name))
            findings.Report("system:hostName", $"system.hostName: {Quoted.Text(name)} is not a host name", "use letters, digits, '-' and '.'");
        Setting<string>? button = options?.ResetButton is { } word ? new Setting<string>(word, "system:resetButton") : null;
        return new SystemConfig(name, new SettingParser(findings).Choice(button, ConfigWords.ResetButton, fallback: true));
    }

    private static bool IsHostName(string name) => name.Length <= LongestHostName && name.Split('.').All(IsLabel);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
