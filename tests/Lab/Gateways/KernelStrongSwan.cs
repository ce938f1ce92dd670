using Culvert.Lab.Hosts;

namespace Culvert.Lab.Gateways;

/// <summary>strongSwan in a virtual machine, whose Linux kernel does ESP: raw or in UDP, as the peers agree.</summary>
public sealed class KernelStrongSwan : StrongSwan
{
    private const int ViciPort = 4502;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private readonly VirtualMachine _machine;

    public KernelStrongSwan(VirtualMachine machine)
    {
        _machine = machine;
        Directory.CreateDirectory(SwanctlDirectory);
        File.WriteAllText(ClientSettings, "swanctl {\n  load = random openssl\n}\n");
    }

    /// <inheritdoc/>
    public override string Log => _machine.Try("cat /run/charon.log").Output;

    private string SwanctlDirectory => $"{_machine.Host.Directory}/swanctl";
    private string ClientSettings => $"{_machine.Host.Directory}/strongswan.conf";

    /// <summary>Starts charon; it has no connection yet.</summary>
    public void Start()
    {
        _machine.Run($"""
            cat >/run/strongswan.conf <<'END'
            {DaemonSettings}
            END
            STRONGSWAN_CONF=/run/strongswan.conf /usr/lib/ipsec/charon >/dev/null 2>&1 &
            """);
        Eventually.Until("charon answers", StartLimit, () => Swanctl("--version", "--daemon").ExitCode == 0, () => Log);
    }

    /// <summary>kill -9. The kernel keeps the SAs.</summary>
    public void Kill() => _machine.Run("kill -9 $(cat /run/charon.pid); rm /run/charon.pid");

    /// <inheritdoc/>
    public override void Load(StrongSwanConnection connection)
    {
        File.WriteAllText($"{SwanctlDirectory}/swanctl.conf", connection.ToSwanctl());
        Swanctl("--load-all").OrThrow();
    }

    /// <summary>Forgets connection, SAs and the kernel's part of them, without a word to the peer.</summary>
    public void Forget()
    {
        File.WriteAllText($"{SwanctlDirectory}/swanctl.conf", "");
        Swanctl("--load-all");
        Swanctl("--terminate", "--ike", "vpn", "--force", "--timeout", "1");
        _machine.Run("ip xfrm state flush; ip xfrm policy flush; ip neighbour flush all");
    }

    /// <summary>`ip xfrm state`: the SAs as the kernel has them.</summary>
    public IReadOnlyList<KernelSa> KernelSas() => KernelSa.Parse(_machine.Run("ip xfrm state").Output);

    // From outside, natively: in the guest a program takes a second to start.
    /// <inheritdoc/>
    protected override CommandResult Swanctl(params IReadOnlyList<string> words) => _machine.Host.Try("env",
        [$"STRONGSWAN_CONF={ClientSettings}", $"SWANCTL_DIR={SwanctlDirectory}", "swanctl", .. words, "--uri", $"tcp://{VirtualMachine.ControlAddress}:{ViciPort}"]);

    private static string DaemonSettings => $$"""
        charon {
          load = random nonce aes openssl gcm chapoly curve25519 hmac sha1 sha2 kdf pem x509 pubkey gmp kernel-netlink socket-default vici
          retransmit_base = 1.0
          retransmit_timeout = 5.0
          retransmit_tries = 3
          filelog {
            log {
              path = /run/charon.log
              flush_line = yes
              default = 1
            }
          }
          plugins {
            vici {
              socket = tcp://{{VirtualMachine.ControlAddress}}:{{ViciPort}}
            }
          }
        }
        """;
}
