using System.Text.RegularExpressions;
using Culvert.Lab.Hosts;

namespace Culvert.Lab.Gateways;

/// <summary>strongSwan's charon with user-space ESP (kernel-libipsec): the independent peer. 5.9 has no ESP but in UDP.</summary>
public sealed partial class StrongSwanGateway : StrongSwan, IGateway
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(40), StopLimit = TimeSpan.FromSeconds(20);
    private readonly StrongSwanRelease _release;
    private StrongSwanConnection _connection;

    public StrongSwanGateway(Host host, StrongSwanConnection connection, StrongSwanRelease? release = null)
    {
        Host = host;
        _release = release ?? StrongSwanRelease.Machine;
        _connection = connection;
        Directory.CreateDirectory(SwanctlDirectory);
        File.WriteAllText(ConfigFile, DaemonSettings());
    }

    public Host Host { get; }

    public LabProcess? Process { get; private set; }

    /// <summary>What charon has logged. Levels of chd, ike and enc print keys: this is a laboratory.</summary>
    public override string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string SwanctlDirectory => $"{Host.Directory}/swanctl";
    private string ConfigFile => $"{Host.Directory}/strongswan.conf";
    private string LogFile => $"{Host.Directory}/charon.log";
    private string Vici => $"unix://{Host.Directory}/charon.vici";

    public void Start()
    {
        // Every charon wants the same pid file: each gets a /run of its own, its socket and log stay in the host's directory.
        // Its plugins and libraries have fixed places too: its own release's /usr is mounted where they are looked for.
        Process = Host.Start("unshare", "--mount", "sh", "-c",
            "mkdir -p /tmp; mount --bind \"$0\" /mnt && mount -t tmpfs tmpfs /run && mkdir -p \"$0\" && mount --move /mnt \"$0\" " +
            "&& mount --rbind \"$3\" /usr && STRONGSWAN_CONF=\"$1\" SWANCTL_DIR=\"$2\" exec /usr/lib/ipsec/charon", Host.Directory, ConfigFile, SwanctlDirectory, Path.Combine(_release.Root, "usr"));
        Eventually.Until("charon answers", StartLimit, () => Swanctl("--version", "--daemon").ExitCode == 0, () => Process.Output + Log);
        Load(_connection);
    }

    /// <summary>The same with another connection than it was made with.</summary>
    public void Start(StrongSwanConnection connection)
    {
        _connection = connection;
        Start();
    }

    /// <inheritdoc/>
    public override void Load(StrongSwanConnection connection)
    {
        _connection = connection;
        File.WriteAllText($"{SwanctlDirectory}/swanctl.conf", connection.ToSwanctl());
        Swanctl("--load-all").OrThrow();
    }

    public void Stop() => Process?.Stop(StopLimit);

    public void Kill() => Process?.Kill();

    public bool IsAnyTunnelUp() => Process is { HasExited: false } && ListSas().Contains("state=INSTALLED", StringComparison.Ordinal);

    /// <summary>The newest CHILD SA's two directions, inbound (here) first. </summary>
    /// <param name="initiated">Whether this end initiated: the initiator's keys protect what it sends (RFC 7296 section 2.17).</param>
    public IReadOnlyList<EspSaKeys> ChildKeys(bool initiated)
    {
        string log = Log;
        (string inward, string outward) = initiated ? ("responder", "initiator") : ("initiator", "responder");
        return [Keys("inbound", inward), Keys("outbound", outward)];

        EspSaKeys Keys(string direction, string owner) => new(
            Regex.Matches(log, $@"adding {direction} ESP SA
.*SPI 0x([0-9a-f]+)")[^1].Groups[1].Value,
            HexDump(log, $"encryption {owner} key"),
            HexDump(log, $"integrity {owner} key"));
    }

    // "NAME => 20 bytes @ 0x…", then lines of "   0: 88 59 0A … 55  text"; absent: an AEAD has no integrity key.
    private static string HexDump(string log, string name)
    {
        MatchCollection dumps = Regex.Matches(log, name + @" => .*((?:\n.*\[CHD\] +[0-9]+: (?:[0-9A-F]{2} )+.*)+)");
        return dumps.Count == 0 ? "" : string.Concat(DumpLine().Matches(dumps[^1].Groups[1].Value).Select(line => line.Groups[1].Value.Replace(" ", "")));
    }

    /// <inheritdoc/>
    protected override CommandResult Swanctl(params IReadOnlyList<string> words) =>
        Host.Try("env", [$"STRONGSWAN_CONF={ConfigFile}", $"SWANCTL_DIR={SwanctlDirectory}", "swanctl", .. words, "--uri", Vici]);

    // The mark keeps charon's own packets out of the tunnel's routes. DPD: 10 s of silence, then 4 sends 5 s apart: dead after 30 s.
    private string DaemonSettings() => $$"""
        charon {
          load = {{_release.Load}}
          retransmit_base = 1.0
          retransmit_timeout = 5.0
          retransmit_tries = 3
          filelog {
            log {
              path = {{LogFile}}
              flush_line = yes
              default = 1
              chd = 4
            }
          }
          plugins {
            kernel-libipsec {
              fwmark = !0x42
              raw_esp = yes
            }
            kernel-netlink {
              fwmark = !0x42
            }
            socket-default {
              fwmark = 0x42
            }
            vici {
              socket = {{Vici}}
            }
          }
        }
        swanctl {
          load = random openssl
        }
        """;

    [GeneratedRegex(@"\[CHD\] +[0-9]+: ((?:[0-9A-F]{2} )+)")]
    private static partial Regex DumpLine();
}
