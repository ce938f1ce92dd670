using System.Net;
using Culvert.Core;

namespace Culvert.Config;

/// <summary>
/// Validates the section "interfaces". An address that no box can have is noted and left out, not refused: a gateway that
/// does not start would be worse than a port that is left alone.
/// </summary>
internal sealed class InterfacesReader(Findings findings)
{
    private const string Wan = "interfaces:wan", Lan = "interfaces:lan";
    private const string WrittenAs = "write it as 10.60.1.1/24";
    private const int LongestDeviceName = 15;
    private const int MostNameServers = 3;

    public InterfacesConfig Read(InterfacesOptions? options)
    {
        WanConfig? wan = options?.Wan is { } wanOptions ? ReadWan(wanOptions) : null;
        InterfaceConfig? lan = options?.Lan is { } lanOptions ? ReadLan(lanOptions) : null;
        if (wan?.Device is { } device && device == lan?.Device)
            findings.Report($"{Lan}:device", $"interfaces.lan.device is the WAN's device {Quoted.Text(device)}", "a box has two");
        return new InterfacesConfig(wan, WithoutOverlap(wan, lan));
    }

    private WanConfig ReadWan(WanOptions options)
    {
        CheckDevice(options.Device, Wan);
        bool dhcp = options.Address == ConfigWords.Dhcp;
        var wan = new WanConfig(options.Device) { Dhcp = dhcp, NameServers = ReadNameServers(options) };
        if (!dhcp && ReadAddress(options.Address, Wan, $"{WrittenAs}, or dhcp") is { } host) wan = wan with { Address = host.Address, PrefixLength = host.Length };
        return options.Gateway is { } gateway ? wan with { Gateway = ReadGateway(gateway, options.Address, wan) } : wan;
    }

    private InterfaceConfig ReadLan(InterfaceOptions options)
    {
        CheckDevice(options.Device, Lan);
        var lan = new InterfaceConfig(options.Device, null, 0);
        if (options.Address == ConfigWords.Dhcp)
        {
            findings.Note($"{Lan}:address", "interfaces.lan.address: dhcp is for the WAN, the LAN's addresses are left alone", WrittenAs);
            return lan;
        }

        return ReadAddress(options.Address, Lan, WrittenAs) is { } host ? lan with { Address = host.Address, PrefixLength = host.Length } : lan;
    }

    private InterfaceConfig? WithoutOverlap(WanConfig? wan, InterfaceConfig? lan)
    {
        if (wan?.Network is not { } outside || lan?.Network is not { } inside || !(outside.Contains(inside) || inside.Contains(outside))) return lan;
        findings.Note(
            $"{Lan}:address", $"interfaces.lan.address: {inside} overlaps the WAN's {outside}, the LAN's addresses are left alone", "give the two ports different networks");
        return lan with { Address = null, PrefixLength = 0 };
    }

    private (IPAddress Address, int Length)? ReadAddress(string? text, string path, string remedy)
    {
        if (text is null) return null;
        string key = $"{path}:address", name = $"{ConfigPath.ForPeople(path)}.address";
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || !AddressText.TryParse(text[..slash], out IPAddress? address) || !AddressText.IsOneHost(address)
            || !NetworkText.TryParseLoosely(text, out IpPrefix network) || network.Length == 0)
        {
            findings.Report(key, $"{name}: {Quoted.Text(text)} is not an address with its length", remedy);
            return null;
        }

        if (WhyNoHost(address, network) is not { } why) return (address, network.Length);
        findings.Note(key, $"{name}: {address} is {why}, the device's addresses are left alone", "choose an address inside the network");
        return null;
    }

    private IPAddress? ReadGateway(string text, string? addressText, WanConfig wan)
    {
        const string path = Wan + ":gateway";
        if (wan.Dhcp || addressText is null)
        {
            findings.Report(
                path, wan.Dhcp ? "interfaces.wan.gateway: the gateway comes by DHCP" : "interfaces.wan.gateway needs interfaces.wan.address",
                wan.Dhcp ? "remove it, or set interfaces.wan.address to an address" : "set it, for example to 198.51.100.2/24");
            return null;
        }

        if (!AddressText.TryParse(text, out IPAddress? gateway) || !(AddressText.IsOneHost(gateway) || gateway.IsIPv6LinkLocal))
        {
            findings.Report(path, $"interfaces.wan.gateway: {Quoted.Text(text)} is not an address", "write it as 198.51.100.1");
            return null;
        }

        // The address was reported already.
        if (wan.Network is not { } network) return gateway;
        if (WhyNoGateway(gateway, wan.Address!, network) is { } why) findings.Report(path, $"interfaces.wan.gateway: {gateway} is {why}", "use the router's address on the WAN");
        return gateway;
    }

    private List<IPAddress> ReadNameServers(WanOptions options)
    {
        const string path = Wan + ":nameServers";
        List<IPAddress> servers = [];
        if (options.NameServers is not { } texts) return servers;
        if (options.Address is null) findings.Report(path, "interfaces.wan.nameServers needs interfaces.wan.address", "set it, for example to dhcp");
        if (texts.Count > MostNameServers) findings.Report(path, $"interfaces.wan.nameServers: {texts.Count} are too many", $"name {MostNameServers} at most");
        for (int i = 0; i < texts.Count; i++)
        {
            if (AddressText.TryParse(texts[i], out IPAddress? server) && AddressText.IsOneHost(server)) servers.Add(server);
            else findings.Report($"{path}:{i}", $"interfaces.wan.nameServers: {Quoted.Text(texts[i])} is not an address", "write it as 198.51.100.53");
        }

        return servers;
    }

    private void CheckDevice(string? device, string path)
    {
        if (device is not null && !IsDeviceName(device))
            findings.Report($"{path}:device", $"{ConfigPath.ForPeople(path)}.device: {Quoted.Text(device)} is not a device name", "use the kernel's name, such as eth0");
    }

    // A network of two hosts has neither of the two (RFC 3021), nor has one of a single host. IPv6 has no broadcast; its
    // first address is every router's (RFC 4291 section 2.6.1).
    private static string? WhyNoHost(IPAddress address, IpPrefix network)
    {
        if (IPAddress.IsLoopback(address)) return "a loopback address";
        if (network.Length >= network.AddressBits - 1) return null;
        if (address.Equals(network.Address)) return "the network itself";
        return network.IsIPv4 && address.Equals(network.LastAddress) ? "the broadcast address" : null;
    }

    private static string? WhyNoGateway(IPAddress gateway, IPAddress own, IpPrefix network)
    {
        if (gateway.Equals(own)) return "our own address";
        // A host on its own reaches its router on the link, wherever that is.
        bool anywhere = network.Length == network.AddressBits || gateway.IsIPv6LinkLocal;
        if (gateway.AddressFamily != own.AddressFamily || !(anywhere || network.Contains(gateway))) return $"not in {network}";
        return WhyNoHost(gateway, network);
    }

    private static bool IsDeviceName(string name) =>
        name.Length is > 0 and <= LongestDeviceName && name is not ("." or "..") && !name.Any(c => c is '/' or ':' || char.IsWhiteSpace(c) || !char.IsAscii(c) || char.IsControl(c));
}
