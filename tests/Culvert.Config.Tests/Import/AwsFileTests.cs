using System.Text;
using Culvert.Config.Import;
using Culvert.Core;

namespace Culvert.Config.Tests.Import;

public sealed class AwsFileTests : ImportTestBase
{
    private const string CanonicalConfig = """
        {
          "connections": {
            "aws": {
              "mode": "active-standby",
              "localNetworks": [
                "10.60.0.0/16"
              ],
              "remoteNetworks": [
                "10.50.0.0/16"
              ],
              "routing": "static",
              "ike": {
                "version": 2,
                "proposals": [
                  "aes128-sha1-modp1024"
                ],
                "lifetime": "8h"
              },
              "esp": {
                "proposals": [
                  "aes128-sha1-modp1024"
                ],
                "lifetime": "1h"
              },
              "dpd": {
                "delay": "10s",
                "timeout": "30s"
              },
              "local": {
                "address": "%defaultroute",
                "id": "52.42.3.179"
              },
              "tunnels": {
                "Tunnel1": {
                  "start": "initiate",
                  "remote": {
                    "address": "3.34.222.44"
                  },
                  "preference": 100
                },
                "Tunnel2": {
                  "start": "initiate",
                  "remote": {
                    "address": "3.34.222.45"
                  },
                  "preference": 90
                }
              }
            }
          }
        }

        """;

    private static ImportResult ImportPlain(ConfigDocuments? existing = null, ImportOptions? options = null) =>
        ConfigImporter.Import([Vector("openswan-plain.conf"), Vector("openswan.secrets")], options ?? Networks, existing ?? ConfigDocuments.Empty);

    private static ImportResult ImportWhole(string name, ImportOptions options) => ConfigImporter.Import([Vector(name)], options, ConfigDocuments.Empty);

    [Fact]
    public void The_sections_and_their_secrets_become_the_two_documents()
    {
        ImportResult result = ImportPlain();

        Assert.Empty(result.Problems);
        Assert.Equal(CanonicalConfig, result.Documents!.Config.Text);
        Assert.Contains("\"preSharedKey\": \"hanna_tunnel1\"", result.Documents.Secrets.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hanna", result.Documents.Config.Text, StringComparison.Ordinal);
        GatewayConfig config = Load(result);
        Assert.Equal(["hanna_tunnel1", "hanna_tunnel2"], config.Tunnels.Select(tunnel => Encoding.UTF8.GetString(tunnel.PreSharedKey.Span)));
        Assert.All(config.Tunnels, tunnel => Assert.Equal(2, tunnel.IkeVersion));
    }

    [Fact]
    public void The_whole_download_with_prose_tabs_and_CRLF_gives_the_same()
    {
        ImportResult result = ImportWhole("aws-openswan.txt", Networks);

        Assert.Empty(result.Problems);
        Assert.Contains('\r', Vector("aws-openswan.txt").Text);
        Assert.Equal(ImportPlain().Documents!.Config.Text, result.Documents!.Config.Text);
        Assert.Equal(ImportPlain().Documents!.Secrets.Text, result.Documents.Secrets.Text);
    }

    [Fact]
    public void The_strongSwan_download_needs_IKEv2_to_be_asked_for()
    {
        ImportResult result = ImportWhole("aws-strongswan.txt", Networks);

        Assert.Null(result.Documents);
        Assert.Equal(2, result.Problems.Count);
        Assert.All(result.Problems, problem => Assert.Equal("keyexchange=ikev1: IKEv1 is not supported by this version", problem.What));
        Assert.Equal("if the peer speaks IKEv2 too (AWS does), import with --ike 2", result.Problems[0].Remedy);
    }

    [Fact]
    public void What_to_do_with_a_file_that_was_pasted_is_said_without_options()
    {
        ImportResult result = ImportWhole("aws-strongswan.txt", Networks with { IsPasted = true });

        Assert.Equal("if the peer speaks IKEv2 too (AWS does), write keyexchange=ikev2 into the file", result.Problems[0].Remedy);
    }

    [Fact]
    public void The_strongSwan_download_negotiates_any_to_any_and_routes_what_the_options_name()
    {
        GatewayConfig config = Load(ImportWhole("aws-strongswan.txt", Networks with { IkeVersion = 2 }));

        ConnectionConfig aws = Assert.Single(config.Connections);
        Assert.Equal("aws", aws.Name);
        Assert.Equal(["10.50.0.0/16"], aws.RemoteNetworks.Select(network => network.ToString()));
        Assert.All(aws.Tunnels, tunnel => Assert.Equal("0.0.0.0/0", Assert.Single(tunnel.RemoteSelectors).ToString()));
        Assert.All(aws.Tunnels, tunnel => Assert.Equal("0.0.0.0/0", Assert.Single(tunnel.LocalSelectors).ToString()));
        Assert.Equal(["aXb.tunnel_1", "cYd.tunnel_2"], aws.Tunnels.Select(tunnel => Encoding.UTF8.GetString(tunnel.PreSharedKey.Span)));
    }

    [Fact]
    public void Any_to_any_without_networks_is_imported_with_a_warning_and_no_route()
    {
        ImportResult result = ImportWhole("aws-strongswan.txt", new ImportOptions { IkeVersion = 2 });

        Assert.Empty(Assert.Single(Load(result).Connections).RemoteNetworks);
        Assert.Contains(result.Notes, note => note.IsWarning && note.Text.Contains("no route is installed", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_keyword_without_effect_is_noted_once_with_its_lines()
    {
        ImportResult result = ImportPlain();

        Assert.Equal(
            [
                "openswan-plain.conf:7: type=tunnel: tunnel mode is the only one there is (also line 26)",
                "openswan-plain.conf:12: auth=esp: an obsolete alias that does nothing here (also line 31)",
                "openswan-plain.conf:13: keyingtries=%forever: a tunnel is retried for ever (also line 32)",
                "openswan-plain.conf:19: dpdaction=restart_by_peer: a dead peer is always tried again (also line 38)",
                "openswan-plain.conf:14: keyexchange=ike: means IKEv2 (also line 33)",
                "openswan-plain.conf:10: aes128-sha1-modp1024 is weak and taken as written; a peer that can do better (AWS can) gets one strong suite with: culvert import openswan-plain.conf openswan.secrets --local 10.60.0.0/16 --remote 10.50.0.0/16 --suite strong (also lines 11, 29, 30)",
            ],
            result.Notes.Select(note => note.ToString()));
    }

    [Fact]
    public void The_same_file_again_changes_nothing()
    {
        ConfigDocuments first = ImportPlain().Documents!;

        ImportResult again = ImportPlain(first);

        Assert.Empty(again.Changes);
        Assert.Same(first, again.Documents);
        Assert.Contains("nothing changes: the same is configured already", ImportReport.ToLines(again));
    }

    [Fact]
    public void A_new_key_is_a_difference_of_one_line_that_does_not_show_it()
    {
        ConfigDocuments first = ImportPlain().Documents!;
        NamedText secrets = Vector("openswan.secrets");

        ImportResult again = ConfigImporter.Import(
            [Vector("openswan-plain.conf"), secrets with { Text = secrets.Text.Replace("hanna_tunnel2", "new.key_2", StringComparison.Ordinal) }], Networks, first);

        DocumentChange change = Assert.Single(again.Changes);
        Assert.Equal("~ connections aws tunnels Tunnel2 preSharedKey (secret)", change.ToString());
        Assert.Equal("new.key_2", Encoding.UTF8.GetString(Load(again).Tunnels.Last().PreSharedKey.Span));
    }

    [Fact]
    public void What_else_is_configured_survives_a_new_import()
    {
        ConfigDocuments first = ImportPlain().Documents!;
        ConfigDocuments edited = first with
        {
            Config = first.Config with
            {
                Text = first.Config.Text
                    .Replace("{\n  \"connections\"", "{\n  \"system\": { \"hostName\": \"seoul\" },\n  \"connections\"", StringComparison.Ordinal)
                    .Replace("\"lifetime\": \"1h\"", "\"lifetime\": \"30m\", \"replayWindow\": 2048", StringComparison.Ordinal)
                    .Replace("\"preference\": 90", "\"preference\": 110", StringComparison.Ordinal),
            },
        };

        ImportResult again = ImportPlain(edited);

        Assert.Equal("~ connections aws esp lifetime 30m -> 1h", Assert.Single(again.Changes).ToString());
        GatewayConfig config = Load(again);
        Assert.Equal("seoul", config.System.HostName);
        Assert.All(config.Tunnels, tunnel => Assert.Equal(2048, tunnel.ReplayWindow));
        Assert.Equal(110, config.Tunnels.First(tunnel => tunnel.Name == "Tunnel2").Preference);
    }

    [Fact]
    public void Every_missing_placeholder_and_secret_is_named_and_nothing_is_committed()
    {
        ImportResult result = ConfigImporter.Import([Vector("openswan-plain.conf")], new ImportOptions(), ConfigDocuments.Empty);

        Assert.Null(result.Documents);
        Assert.Empty(result.Problems);
        Assert.Equal(
            [
                "the local network (<LOCAL NETWORK> in leftsubnet) is missing, openswan-plain.conf:15, give it with --local",
                "the remote network (<REMOTE NETWORK> in rightsubnet) is missing, openswan-plain.conf:16, give it with --remote",
                "the pre-shared key of Tunnel1 (52.42.3.179 3.34.222.44) is missing, openswan-plain.conf:1, give it with --secrets",
                "the pre-shared key of Tunnel2 (52.42.3.179 3.34.222.45) is missing, openswan-plain.conf:20, give it with --secrets",
            ],
            ImportReport.ToErrors(result));
    }

    [Fact]
    public void A_key_typed_on_a_terminal_completes_the_import()
    {
        ImportResult asked = ConfigImporter.Import([Vector("openswan-plain.conf")], Networks, ConfigDocuments.Empty);

        ImportResult result = ConfigImporter.Import(
            [Vector("openswan-plain.conf")], Networks with { Secrets = [.. asked.Missing.Select(missing => missing.AnswerSecret("typed \"key\""))] }, ConfigDocuments.Empty);

        Assert.All(Load(result).Tunnels, tunnel => Assert.Equal("typed \"key\"", Encoding.UTF8.GetString(tunnel.PreSharedKey.Span)));
    }

    [Fact]
    public void Suite_strong_offers_exactly_one_strong_suite()
    {
        ImportResult result = ImportPlain(options: Networks with { Suite = SuiteChoice.Strong });

        Assert.All(Load(result).Tunnels, tunnel =>
        {
            Assert.Equal(DefaultSuites.StrongIke, Assert.Single(tunnel.IkeProposals));
            Assert.Equal(DefaultSuites.StrongEsp, Assert.Single(tunnel.EspProposals));
        });
        Assert.DoesNotContain(result.Notes, note => note.IsWarning);
    }

    [Fact]
    public void A_second_download_becomes_a_second_connection_with_its_own_names()
    {
        ConfigDocuments first = ImportPlain().Documents!;
        NamedText conf = Vector("openswan-plain.conf"), secrets = Vector("openswan.secrets");
        static NamedText Other(NamedText text) => text with { Text = text.Text.Replace("3.34.222.", "13.125.7.", StringComparison.Ordinal) };
        ImportOptions options = Networks with { RemoteNetworks = [IpPrefix.Parse("10.51.0.0/16")] };

        ImportResult second = ConfigImporter.Import([Other(conf), Other(secrets)], options, first);

        Assert.Equal(["aws", "aws-2"], Load(second).Connections.Select(connection => connection.Name));
        Assert.Equal(["Tunnel1", "Tunnel2", "aws-2-Tunnel1", "aws-2-Tunnel2"], Load(second).Tunnels.Select(tunnel => tunnel.Name));
        Assert.Empty(ConfigImporter.Import([Other(conf), Other(secrets)], options, second.Documents!).Changes);
        Assert.Empty(ImportPlain(second.Documents).Changes);
    }

    [Fact]
    public void The_report_shows_what_was_understood_and_no_secret()
    {
        ImportResult result = ImportPlain();
        using var buffer = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(buffer)) ImportReport.WriteJson(result, writer);

        string json = Encoding.UTF8.GetString(buffer.ToArray());
        string text = string.Join('\n', ImportReport.ToLines(result));

        Assert.Contains("connection aws (new): 10.60.0.0/16 <-> 10.50.0.0/16\n  tunnel Tunnel1 to 3.34.222.44\n    start initiate", text, StringComparison.Ordinal);
        Assert.Contains("+ connections aws tunnels Tunnel1 preSharedKey (secret)", text, StringComparison.Ordinal);
        Assert.Contains("\"usable\":true,\"changed\":true", json, StringComparison.Ordinal);
        Assert.DoesNotContain("hanna", text + json, StringComparison.Ordinal);
    }
}
