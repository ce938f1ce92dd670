using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;

namespace Culvert.Bench.Packets.Subjects;

/// <summary>wireguard-go of Debian 13, told of its one peer by its own socket (the protocol of wireguard.com/xplatform).</summary>
internal sealed class WireGuardGateway(Host host, WireGuardKeys keys, string peerKey, string peerAddress, string peerNetwork) : IGateway
{
    private const int Port = 51820;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);
    private static int _devices;

    // All their sockets lie in one folder.
    private readonly string _device = string.Create(CultureInfo.InvariantCulture, $"wg{Interlocked.Increment(ref _devices)}");

    public Host Host => host;

    public LabProcess? Process { get; private set; }

    private string Socket => $"/run/wireguard/{_device}.sock";

    public void Start()
    {
        host.Forward();
        string[] command = [.. Debian13.Launcher, "wireguard-go", "-f", _device];
        Process = host.Start(command[0], command[1..]);
        Eventually.Until("wireguard-go listens", StartLimit, () => File.Exists(Socket), () => Process.Output);
        string answer = Ask($"""
            set=1
            private_key={keys.Private}
            listen_port={Port}
            public_key={peerKey}
            endpoint={peerAddress}:{Port}
            allowed_ip={peerNetwork}


            """);
        if (!answer.Contains("errno=0", StringComparison.Ordinal)) throw new InvalidOperationException($"wireguard-go refuses: {answer}");
        host.Run("ip", "link", "set", _device, "up");
        host.AddRoute(peerNetwork, "dev", _device);
    }

    public bool IsAnyTunnelUp() => Ask("get=1\n\n").Split('\n').Any(line => line.StartsWith("last_handshake_time_sec=", StringComparison.Ordinal) && !line.EndsWith("=0", StringComparison.Ordinal));

    public void Stop() => Process?.Stop(StartLimit);

    public void Kill() => Process?.Kill();

    // An answer ends with an empty line.
    private string Ask(string question)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(Socket));
        socket.Send(Encoding.ASCII.GetBytes(question));
        using var reader = new StreamReader(new NetworkStream(socket), Encoding.ASCII);
        var answer = new StringBuilder();
        while (reader.ReadLine() is { Length: > 0 } line) answer.Append(line).Append('\n');
        return answer.ToString();
    }
}
