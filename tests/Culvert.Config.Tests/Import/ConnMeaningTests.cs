using System.Net;
using Culvert.Config.Import;
using Culvert.Core;

namespace Culvert.Config.Tests.Import;

public sealed class ConnMeaningTests : ImportTestBase
{
    [Fact]
    public void A_plain_conn_names_its_connection_and_keeps_the_defaults()
    {
        TunnelConfig tunnel = LoadOne(Import(Basic + Secrets));

        Assert.Equal(("office", "office"), (tunnel.Name, tunnel.Connection));
        Assert.Equal(IPAddress.Parse("192.0.2.1"), tunnel.LocalAddress);
        Assert.Equal("192.0.2.1", tunnel.LocalId!.ToString());
        Assert.Equal(DefaultSuites.Ike, tunnel.IkeProposals);
        Assert.Equal(EncapsulationMode.Udp, tunnel.Encapsulation);
    }

    [Theory]
    [InlineData("start", StartMode.Initiate)]
    [InlineData("up", StartMode.Initiate)]
    [InlineData("add", StartMode.Respond)]
    [InlineData("route", StartMode.OnDemand)]
    [InlineData("ondemand", StartMode.OnDemand)]
    [InlineData("ignore", StartMode.Off)]
    public void Auto_says_who_begins(string auto, StartMode start) =>
        Assert.Equal(start, LoadOne(ImportBasicWith($"auto={auto}")).Start);

    [Theory]
    [InlineData("forceencaps=yes", EncapsulationMode.Udp)]
    [InlineData("encapsulation=yes", EncapsulationMode.Udp)]
    [InlineData("forceencaps=no", EncapsulationMode.Udp)]
    [InlineData("encapsulation=auto", EncapsulationMode.Auto)]
    [InlineData("encapsulation=no", EncapsulationMode.Esp)]
    public void Encapsulation_is_taken_as_written_and_is_UDP_where_nothing_is(string line, EncapsulationMode mode) =>
        Assert.Equal(mode, LoadOne(ImportBasicWith(line)).Encapsulation);

    [Theory]
    [InlineData("left=2001:db8::1\nright=2001:db8::2", "2001:db8::1")]
    [InlineData("left=%defaultroute\nright=2001:db8::2", null)]
    public void The_gateways_may_speak_IPv6(string lines, string? local)
    {
        TunnelConfig tunnel = LoadOne(ImportBasicWith(lines, new ImportOptions { Secrets = [new NamedText("s", ": PSK \"any\"")] }));

        Assert.Equal(IPAddress.Parse("2001:db8::2"), tunnel.RemoteAddress);
        Assert.Equal("2001:db8::2", tunnel.RemoteId.ToString());
        Assert.Equal(local, tunnel.LocalAddress?.ToString());
    }

    [Theory]
    [InlineData("keylife=30m", 1800)]
    [InlineData("lifetime=1800", 1800)]
    [InlineData("salifetime=1800s", 1800)]
    [InlineData("ipsec-lifetime = 1h", 3600)]
    [InlineData("lifetime = \"1d\"  # a day", 86400)]
    public void Aliases_and_units_of_a_lifetime_mean_the_same(string line, int seconds) =>
        Assert.Equal(seconds, LoadOne(ImportBasicWith(line)).EspLifetime.TotalSeconds);

    [Theory]
    [InlineData("lifebytes=10000000", 0, 10_000_000)]
    [InlineData("ipsec-max-bytes=1GiB", 0, 1_073_741_824)]
    [InlineData("lifepackets=5000", 5000, 0)]
    [InlineData("ipsec-max-packets=2M", 2_000_000, 0)]
    [InlineData("lifebytes=0", 0, 0)]
    public void Lifetimes_may_be_counted_in_bytes_and_packets(string line, long packets, long bytes) =>
        Assert.Equal(new TrafficLimit(packets, bytes), LoadOne(ImportBasicWith(line)).EspLimit);

    [Theory]
    [InlineData("aes128-sha1;modp1024", "aes128-sha1-modp1024")]
    [InlineData("aes128-sha1-modp1024!", "aes128-sha1-modp1024")]
    [InlineData("aes_gcm_c_128-sha2_256-dh19", "aes128gcm16-prfsha256-ecp256")]
    [InlineData("aes128gcm16-prfsha256-ecp256,aes256-sha256-modp2048", "aes128gcm16-prfsha256-ecp256 aes256-sha256-modp2048")]
    [InlineData("aes256-sha2_256;dh14, aes128-sha1;dh2", "aes256-sha256-modp2048 aes128-sha1-modp1024")]
    [InlineData("chacha20_poly1305-sha2_512;dh31, aes_gcm_c_256-sha2_384-dh20", "chacha20poly1305-prfsha512-x25519 aes256gcm16-prfsha384-ecp384")]
    [InlineData("aes256gcm12-prfsha512-curve25519!", "aes256gcm12-prfsha512-x25519")]
    [InlineData("aes192-sha2_512;dh22", "aes192-sha512-modp1024s160")]
    [InlineData("aes128-aes256-sha256-modp2048-ecp256, aes128-sha256-ecp256-x25519", "aes128-sha256-modp2048 aes128-sha256-ecp256 aes256-sha256-modp2048 aes256-sha256-ecp256 aes128-sha256-x25519")]
    public void Suites_are_read_in_every_spelling(string written, string canonical) =>
        Assert.Equal(canonical, string.Join(' ', LoadOne(ImportBasicWith($"ike={written}")).IkeProposals));

    [Fact]
    public void Weak_suites_of_one_line_are_named_in_one_note()
    {
        ImportResult result = ImportBasicWith("ike=aes128-aes192-aes256-sha1-modp1024-modp1536-ecp256");
        ImportNote note = Assert.Single(result.Notes, note => note.Text.Contains("modp1536", StringComparison.Ordinal));
        Assert.StartsWith("aes128-sha1-modp1024, aes128-sha1-modp1536, aes128-sha1-ecp256, aes192-sha1-modp1024 and 5 more are weak", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_stands_for_more_suites_than_can_be_offered_is_refused()
    {
        const string Many = "aes128-aes256-sha1-sha256-sha384-sha512-modp2048-modp3072-modp4096-ecp256-ecp384";
        ConfigProblem single = Assert.Single(ImportBasicWith($"ike={Many}-ecp521-x25519-modp6144-modp8192").Problems);
        Assert.Contains("stands for more than 64 suites", single.What, StringComparison.Ordinal);
        ConfigProblem total = Assert.Single(ImportBasicWith($"ike={Many},aes192-sha1-sha256-sha384-sha512-{Many[Many.IndexOf("modp2048", StringComparison.Ordinal)..]}-x25519-modp6144").Problems);
        Assert.Contains("the list stands for more than 64 suites; name fewer algorithms", total.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phase2alg=aes128-sha1", "aes128-sha1-modp2048")]
    [InlineData("esp=aes128-sha1", "aes128-sha1")]
    [InlineData("esp=aes128-sha1\npfs=yes", "aes128-sha1-modp2048")]
    [InlineData("esp=aes128-sha1-modp1024\npfs=no", "aes128-sha1")]
    [InlineData("esp=aes128gcm16-modp2048-ecp256-esn\npfs=no", "aes128gcm16-esn")]
    public void Perfect_forward_secrecy_follows_the_custom_of_the_keyword(string lines, string suite) =>
        Assert.Equal(suite, LoadOne(ImportBasicWith("ike=aes256-sha256-modp2048\n" + lines)).EspProposals[0].ToString());

    [Theory]
    [InlineData("leftid=@branch.example", IdentityType.Fqdn, "branch.example")]
    [InlineData("leftid=branch.example", IdentityType.Fqdn, "branch.example")]
    [InlineData("leftid=\"ops@branch.example\"", IdentityType.Rfc822Address, "ops@branch.example")]
    [InlineData("leftid=@#c0ffee", IdentityType.KeyId, "@#c0ffee")]
    [InlineData("leftid=52.42.3.179", IdentityType.IPv4Address, "52.42.3.179")]
    [InlineData("leftid=@1.2.3.4", IdentityType.Fqdn, "fqdn:1.2.3.4")]
    [InlineData("leftid=keyid:branch", IdentityType.KeyId, "@#6272616e6368")]
    [InlineData("leftid=@@ops@branch", IdentityType.Rfc822Address, "ops@branch")]
    [InlineData("leftid=\"fqdn:branch.example\"", IdentityType.Fqdn, "branch.example")]
    public void Identities_keep_their_type_through_the_documents(string line, IdentityType type, string text)
    {
        TunnelConfig tunnel = LoadOne(ImportBasicWith(line + "\n", new ImportOptions { Secrets = [new NamedText("s", ": PSK \"any\"")] }));

        Assert.Equal((type, text), (tunnel.LocalId!.Type, tunnel.LocalId.ToString()));
    }

    [Fact]
    public void The_identity_of_the_peer_is_its_address_unless_it_is_given()
    {
        Assert.Equal("198.51.100.1", LoadOne(ImportBasicWith("")).RemoteId.ToString());
        Assert.Equal("hub.example", LoadOne(ImportBasicWith("rightid=@hub.example")).RemoteId.ToString());
    }

    [Fact]
    public void A_peer_at_any_address_is_known_by_its_identity_also_when_imported_again()
    {
        ImportResult result = ImportBasicWith("auto=add\nright=%any\nrightid=@hub", new ImportOptions { Secrets = [new NamedText("s", "%any @hub : PSK \"k\"")] });
        TunnelConfig tunnel = LoadOne(result);

        Assert.Null(tunnel.RemoteAddress);
        Assert.Equal((StartMode.Respond, "hub"), (tunnel.Start, tunnel.RemoteId.ToString()));
        Assert.Empty(Import(
            Basic + "    auto=add\n    right=%any\n    rightid=@hub\n", new ImportOptions { Secrets = [new NamedText("s", "%any @hub : PSK \"k\"")] }, result.Documents).Changes);
    }

    [Fact]
    public void Default_route_on_the_right_swaps_the_sides()
    {
        TunnelConfig tunnel = LoadOne(Import(
            "conn x\n auto=start\n right=%defaultroute\n rightid=192.0.2.1\n rightsubnet=10.1.0.0/16\n left=198.51.100.1\n leftsubnet=10.2.0.0/16\n" + Secrets));

        Assert.Equal(IPAddress.Parse("198.51.100.1"), tunnel.RemoteAddress);
        Assert.Null(tunnel.LocalAddress);
        Assert.Equal("10.1.0.0/16", Assert.Single(tunnel.LocalSelectors).ToString());
    }

    [Fact]
    public void A_network_with_host_bits_is_taken_as_the_network_and_noted()
    {
        ImportResult result = Import(Basic.Replace("10.1.0.0/16", "10.1.2.3/16", StringComparison.Ordinal) + Secrets);

        Assert.Equal("10.1.0.0/16", Assert.Single(LoadOne(result).LocalSelectors).ToString());
        AssertNote(result, 6, "taken as 10.1.0.0/16");
    }

    [Theory]
    [InlineData("leftsubnet=10.1.0.0/16[tcp/443]", "10.1.0.0/16[tcp/443]", "10.2.0.0/16")]
    [InlineData("leftsubnet=10.1.0.0/16,10.3.0.0/16[udp]\nleftprotoport=tcp/443", "10.1.0.0/16[tcp/443] 10.3.0.0/16[udp]", "10.2.0.0/16")]
    [InlineData("leftprotoport=17/1701\nrightprotoport=17/%any", "10.1.0.0/16[udp/1701]", "10.2.0.0/16[udp]")]
    [InlineData("leftprotoport=%any\nrightprotoport=icmp", "10.1.0.0/16", "10.2.0.0/16[icmp]")]
    public void Protocols_and_ports_are_selectors_and_the_whole_networks_are_routed(string lines, string local, string remote)
    {
        ConnectionConfig office = Assert.Single(Load(ImportBasicWith(lines)).Connections);

        Assert.Equal(local, string.Join(' ', office.Tunnels[0].LocalSelectors));
        Assert.Equal(remote, string.Join(' ', office.Tunnels[0].RemoteSelectors));
        Assert.Equal("10.2.0.0/16", Assert.Single(office.RemoteNetworks).ToString());
    }

    [Fact]
    public void Networks_of_the_command_line_narrow_what_is_routed_not_what_is_negotiated()
    {
        ImportResult result = Import(Basic + Secrets, new ImportOptions { RemoteNetworks = [IpPrefix.Parse("10.2.5.0/24")] });

        ConnectionConfig office = Assert.Single(Load(result).Connections);
        Assert.Equal("10.2.5.0/24", Assert.Single(office.RemoteNetworks).ToString());
        Assert.Equal("10.2.0.0/16", Assert.Single(office.Tunnels[0].RemoteSelectors).ToString());
    }

    [Fact]
    public void Networks_of_the_command_line_outside_of_the_file_are_refused()
    {
        ConfigProblem problem = OneProblem(Import(Basic + Secrets, new ImportOptions { RemoteNetworks = [IpPrefix.Parse("10.3.0.0/16")] }));

        Assert.Equal(("--remote 10.3.0.0/16 is outside of rightsubnet=10.2.0.0/16", 7), (problem.What, problem.Line));
    }

    [Fact]
    public void Of_an_answer_outside_of_a_file_that_was_pasted_no_option_is_named()
    {
        ConfigProblem problem = OneProblem(Import(Basic + Secrets, new ImportOptions { RemoteNetworks = [IpPrefix.Parse("10.3.0.0/16")], IsPasted = true }));

        Assert.Equal(("the network 10.3.0.0/16 is outside of rightsubnet=10.2.0.0/16", "answer with one inside of it, or widen rightsubnet"), (problem.What, problem.Remedy));
    }

    [Fact]
    public void Everything_through_the_tunnel_is_a_route_like_any_other()
    {
        ConnectionConfig office = Assert.Single(Load(Import(Basic.Replace("10.2.0.0/16", "0.0.0.0/0", StringComparison.Ordinal) + Secrets)).Connections);

        Assert.Equal("0.0.0.0/0", Assert.Single(office.RemoteNetworks).ToString());
    }

    [Fact]
    public void Liveness_is_always_watched()
    {
        ImportResult result = ImportBasicWith("dpddelay=0\ndpdaction=none");

        Assert.Equal(10, LoadOne(result).DpdDelay.TotalSeconds);
        AssertNote(result, 8, "a peer's life is always watched here");
    }

    [Theory]
    [InlineData("rightid=@hub\n right=%any", "auto=start: there is no address to call while right=%any", 3)]
    [InlineData("auto=add\n right=%any", "right=%any without rightid: nothing tells the peer from others")]
    [InlineData("right=%group", "right='%group': this is not the address of a peer")]
    [InlineData("right=vpn.example.com", "right='vpn.example.com': this is not the address of a peer")]
    [InlineData("right=fe80::1", "right=fe80::1: fe80::1 is a link-local address, which means nothing without a device")]
    [InlineData("left=eth0", "left='eth0' is not an address of this end")]
    [InlineData("leftid=\"C=CH, O=Example, CN=branch\"", "leftid='C=CH, O=Example, CN=branch' is not an identity for pre-shared keys")]
    [InlineData("keyexchange=ikev1", "keyexchange=ikev1: IKEv1 is not supported by this version")]
    [InlineData("ikev2=no", "ikev2=no: IKEv1 is not supported by this version")]
    [InlineData("authby=rsasig", "authby='rsasig': only pre-shared keys are supported by this version")]
    [InlineData("type=transport", "type='transport': only tunnel mode is supported")]
    [InlineData("encapsulation=maybe", "encapsulation='maybe' is not a choice")]
    [InlineData("phase2=ah", "phase2='ah': AH is not supported")]
    [InlineData("auto=begin", "auto='begin' is not a choice")]
    [InlineData("ikelifetime=2", "ikelifetime=2 is out of range")]
    [InlineData("left=fe80::1", "left='fe80::1' is not an address of this end")]
    [InlineData("rightsubnet=fd00::/8", "conn 'office': local and remote networks are of different families")]
    [InlineData("rightsubnet={}", "rightsubnet names no network")]
    [InlineData("ikelifetime=8 hours", "ikelifetime='8 hours' is not a duration")]
    [InlineData("dpddelay=30\n dpdtimeout=30", "dpdtimeout must be longer than dpddelay")]
    [InlineData("ike=aes128-md5-modp1024", "ike: suite 'aes128-md5-modp1024': 'md5' is not an algorithm that is known here")]
    [InlineData("esp=", null)]
    [InlineData("rightsubnet=vhost:%priv", "rightsubnet: 'vhost:%priv' is not a network")]
    [InlineData("leftprotoport=tcp/http", "leftprotoport='tcp/http' is not a protocol and a port")]
    [InlineData("leftsubnet=10.1.0.0/16[tcp/x]", "leftsubnet: '10.1.0.0/16[tcp/x]' is not a network")]
    [InlineData("leftsubnet=10.1.0.1-10.1.0.9", "leftsubnet: 10.1.0.1-10.1.0.9 is no network to route")]
    [InlineData("keyingtrys=3", "unknown keyword 'keyingtrys'")]
    public void What_cannot_be_done_is_refused_at_its_line(string lines, string? what, int? line = null)
    {
        ImportResult result = ImportBasicWith(lines);

        if (what is null)
        {
            Assert.Empty(result.Problems);
            return;
        }

        ConfigProblem problem = OneProblem(result);
        Assert.Equal(what, problem.What);
        Assert.Equal(line ?? 8 + lines.Count(c => c == '\n'), problem.Line);
    }

    [Fact]
    public void An_unknown_keyword_is_answered_with_the_nearest_known()
    {
        Assert.Equal("did you mean 'dpdtimeout'?", OneProblem(ImportBasicWith("dpdtimout=30")).Remedy);
        Assert.Equal("did you mean 'rightsubnet'?", OneProblem(ImportBasicWith("rigthsubnet=10.9.0.0/16")).Remedy);
    }

    [Fact]
    public void IKEv1_in_the_file_is_overridden_by_the_option()
    {
        Assert.Equal(2, LoadOne(ImportBasicWith("keyexchange=ikev1", new ImportOptions { IkeVersion = 2 })).IkeVersion);
        Assert.Equal("IKEv1 is not supported by this version", OneProblem(ImportBasicWith("", new ImportOptions { IkeVersion = 1 })).What);
    }

    [Fact]
    public void All_mistakes_of_all_conns_are_found_at_once()
    {
        ImportResult result = Import("conn a\n auto=strat\n righ=1.2.3.4\nconn b\n right=x\n leftsubnet=10.0.0.0/33\n rightsubnet=10.0.0.0/8\n");

        Assert.Equal([1, 2, 3, 5, 6], result.Problems.Select(problem => problem.Line));
    }
}
