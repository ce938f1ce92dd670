using Culvert.Lab.Hosts;

namespace Culvert.Lab.Topologies;

/// <summary>The router between the sites. A customer is either routed with a public address, or stands behind a NAT.</summary>
public sealed class Internet
{
    private const string Guest = "guest";
    private const int DhcpLease = 600;
    private readonly Network _network;

    public Internet(Network network)
    {
        _network = network;
        Router = network.AddHost("internet");
        Router.Forward();
        Router.LoadRules("""
            table ip nat {
              chain in { type nat hook prerouting priority -100; }
              chain out { type nat hook postrouting priority 100; }
            }
            """);
    }

    public Host Router { get; }

    /// <summary>Gives a host a public address on a device `wan`; the router's device carries the host's name.</summary>
    public void AttachPublic(Host host, string address)
    {
        _network.Connect(host, "wan", [$"{address}/32"], Router, host.Name, [$"{SiteAddresses.Carrier}/32"]);
        Router.AddRoute($"{address}/32", "dev", host.Name);
        host.AddRoute("default", "via", SiteAddresses.Carrier, "dev", "wan", "onlink");
    }

    /// <summary>Gives a host with a public address one of IPv6 beside it.</summary>
    public void AddIPv6(Host host, string address)
    {
        host.AddAddress("wan", $"{address}/128");
        Router.AddAddress(host.Name, $"{SiteAddresses.CarrierIPv6}/128");
        Router.AddRoute($"{address}/128", "dev", host.Name);
        host.AddRoute("default", "via", SiteAddresses.CarrierIPv6, "dev", "wan", "onlink");
    }

    /// <summary>Drops ESP without UDP, as many a firewall does.</summary>
    public void BlockRawEsp() => Router.LoadRules("""
        table inet no-raw-esp {
          chain out { type filter hook postrouting priority 400; meta l4proto esp drop; }
        }
        """);

    /// <summary>From now on no packet to a host's address goes on that is larger than so many octets: its sender is told, or it is cut.</summary>
    public void Narrow(Host host, string address, int mtu) =>
        Router.AddRoute($"{address}/{(address.Contains(':') ? 128 : 32)}", "dev", host.Name, "mtu", "lock", $"{mtu}");

    /// <summary>Marks congestion on every n-th packet that can show it (RFC 3168), as a full router does.</summary>
    public void MarkCongestion(int nth = 1) => Router.LoadRules($$"""
        table inet congestion {
          chain on {
            type filter hook forward priority 0;
            ip ecn ect0 numgen inc mod {{nth}} 0 ip ecn set ce
            ip6 ecn ect0 numgen inc mod {{nth}} 0 ip6 ecn set ce
          }
        }
        """);

    /// <summary>Marks congestion also where no sender can have said that it understands.</summary>
    public void MarkEverything() => Router.LoadRules("""
        table inet everything {
          chain on { type filter hook forward priority 0; ip ecn set ce; }
        }
        """);

    /// <summary>Gives a host with a public address another one instead.</summary>
    public void Renumber(Host host, string from, string to)
    {
        host.Run("ip", "address", "del", $"{from}/32", "dev", "wan");
        Router.Run("ip", "route", "del", $"{from}/32");
        host.AddAddress("wan", $"{to}/32");
        Router.AddRoute($"{to}/32", "dev", host.Name);
        host.AddRoute("default", "via", SiteAddresses.Carrier, "dev", "wan", "onlink");
    }

    /// <summary><see cref="AttachPublic(Host, string)"/> for a virtual machine, whose cable becomes the router's device `guest`; its own end is its own affair.</summary>
    public void AttachPublic(VirtualMachine machine, string address)
    {
        machine.Plug("wan", Router, Guest);
        Router.AddAddress(Guest, $"{SiteAddresses.Carrier}/32");
        Router.AddRoute($"{address}/32", "dev", Guest);
    }

    /// <summary>Leads an address of IPv6 to the virtual machine that has its cable here.</summary>
    public void AddIPv6ToGuest(string address)
    {
        Router.AddAddress(Guest, $"{SiteAddresses.CarrierIPv6}/128");
        Router.AddRoute($"{address}/128", "dev", Guest);
    }

    /// <summary>Puts a host behind a NAT that hides it under a public address and passes IKE that comes unasked.</summary>
    public void AttachBehindNat(Host host, string privateAddress, string natAddress, string publicAddress)
    {
        _network.Connect(host, "wan", [$"{privateAddress}/24"], Router, host.Name, [$"{natAddress}/24"]);
        host.AddRoute("default", "via", natAddress);
        Hide(privateAddress, publicAddress);
    }

    /// <summary>The same for the emulated box, whose cable becomes the router's device `guest`; it gets its address by DHCP.</summary>
    public void AttachBehindNat(BoxMachine box, string privateAddress, string natAddress, string publicAddress)
    {
        box.Plug("wan", Router, Guest);
        Router.AddAddress(Guest, $"{natAddress}/24");
        Hide(privateAddress, publicAddress);
        new DhcpServer(Router, Guest).Start(privateAddress, DhcpLease, "subnet 255.255.255.0", $"router {natAddress}", $"dns {natAddress}", $"ntpsrv {natAddress}");
    }

    private void Hide(string privateAddress, string publicAddress)
    {
        // Somebody must own the public address, or packets to it that match no connection would go round in circles.
        Router.AddAddress("lo", $"{publicAddress}/32");
        Router.Run("nft", "add", "rule", "ip", "nat", "out", "ip", "saddr", privateAddress, "snat", "to", publicAddress);
        Router.Run("nft", "add", "rule", "ip", "nat", "in", "ip", "daddr", publicAddress, "udp", "dport", "{500,4500}", "dnat", "to", privateAddress);
    }

    /// <summary>The same behind a NAT of the host's own and one of its provider. Nothing that comes unasked gets through.</summary>
    public void AttachBehindTwoNats(Host host, string privateAddress, string natAddress, string publicAddress)
    {
        Host own = _network.AddHost($"{host.Name}nat");
        AttachBehindNat(own, SiteAddresses.ProviderCustomer, SiteAddresses.ProviderNat, publicAddress);
        _network.Connect(host, "wan", [$"{privateAddress}/24"], own, "lan", [$"{natAddress}/24"]);
        host.AddRoute("default", "via", natAddress);
        own.Forward();
        own.LoadRules("""
            table ip nat {
              chain out { type nat hook postrouting priority 100; oifname wan masquerade; }
            }
            """);
    }

    /// <summary>
    /// From now on the NAT before a host shows its UDP 4500 under another public port, as after a reboot of the NAT: what is
    /// sent to the port before that is lost.
    /// </summary>
    public void Rebind(string publicAddress, int port)
    {
        Router.Try("nft", "delete", "table", "ip", "rebind");
        Router.LoadRules($$"""
            table ip rebind {
              chain in {
                type filter hook prerouting priority -400;
                ip daddr {{publicAddress}} udp dport {{port}} udp dport set 4500 accept
                ip daddr {{publicAddress}} udp dport != 500 drop
              }
              chain out {
                type filter hook postrouting priority 400;
                ip saddr {{publicAddress}} udp sport 4500 udp sport set {{port}}
              }
            }
            """);
    }

    /// <summary>Loses everything to and from a host, silently, until <see cref="Mend"/>.</summary>
    public void Cut(Host host) => Router.LoadRules($$"""
        table inet cut-{{host.Name}} {
          chain in { type filter hook prerouting priority -400; iifname "{{host.Name}}" drop; }
          chain out { type filter hook postrouting priority 400; oifname "{{host.Name}}" drop; }
        }
        """);

    public void Mend(Host host) => Router.Run("nft", "delete", "table", "inet", $"cut-{host.Name}");
}
