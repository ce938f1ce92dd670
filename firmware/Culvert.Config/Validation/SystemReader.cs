using System.Net;

namespace Culvert.Config;

/// <summary>Validates the sections "system" and "interfaces".</summary>
internal sealed class SystemReader(Findings findings)
{
    private const int LongestDeviceName = 15;
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

    public InterfacesConfig Read(InterfacesOptions? options)
    {
        InterfaceConfig? wan = Read(options?.Wan, "interfaces:wan");
        InterfaceConfig? lan = Read(options?.Lan, "interfaces:lan");
        if (wan?.Device is { } device && device == lan?.Device)
            findings.Report("interfaces:lan:device", $"interfaces.lan.device is the WAN's device {Quoted.Text(device)}", "a box has two");
        return new InterfacesConfig(wan, lan);
    }

    private InterfaceConfig? Read(InterfaceOptions? options, string path)
    {
        if (options is null) return null;
        if (options.Device is { } device && !IsDeviceName(device))
            findings.Report($"{path}:device", $"{ConfigPath.ForPeople(path)}.device: {Quoted.Text(device)} is not a device name", "use the kernel's name, such as eth0");
        if (options.Address is null or ConfigWords.Dhcp) return new InterfaceConfig(options.Device, options.Address is not null, null, 0);
        return ReadStatic(options, path);
    }

    private InterfaceConfig ReadStatic(InterfaceOptions options, string path)
    {
        string text = options.Address!;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        bool isHost = slash > 0 && NetworkText.TryParseLoosely(text, out _) && AddressText.TryParse(text[..slash], out IPAddress? address) && AddressText.IsOneHost(address);
        if (isHost && NetworkText.TryParseLoosely(text, out Core.IpPrefix network) && network.Length > 0)
            return new InterfaceConfig(options.Device, false, IPAddress.Parse(text[..slash]), network.Length);
        findings.Report($"{path}:address", $"{ConfigPath.ForPeople(path)}.address: {Quoted.Text(text)} is not an address with its length", "write it as 10.60.1.1/24, or dhcp");
        return new InterfaceConfig(options.Device, false, null, 0);
    }

    private static bool IsDeviceName(string name) =>
        name.Length is > 0 and <= LongestDeviceName && name is not ("." or "..") && !name.Any(c => c is '/' or ':' || char.IsWhiteSpace(c) || !char.IsAscii(c) || char.IsControl(c));

    private static bool IsHostName(string name) => name.Length <= LongestHostName && name.Split('.').All(IsLabel);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
